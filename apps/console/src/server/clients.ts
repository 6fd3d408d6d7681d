import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { HearthClient } from '@hearth/hearth-client';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { config } from './config';
import type { Session } from './session';

/** The AWS clients of one signed-in person in one region: what their policies do not allow, the console cannot do for them. */
export interface Clients {
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
  readonly hearth: HearthClient;
}

const minuteMilliseconds = 60_000;
// One pool of connections for everybody; an invocation may take Lambda's 15 minutes to answer.
const requestHandler = new NodeHttpHandler({ connectionTimeout: 2_000, requestTimeout: 16 * minuteMilliseconds });

export function clientsOf(session: Session, region: string): Clients {
  const { apiUrl: endpoint } = config();
  const choices = { endpoint, region, credentials: session.credentials };
  return {
    // An invocation must not be repeated behind the viewer's back.
    lambda: new LambdaClient({ ...choices, requestHandler, maxAttempts: 1 }),
    cloudWatch: new CloudWatchClient({ ...choices, requestHandler }),
    hearth: new HearthClient(choices),
  };
}
