import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { Scope } from '../names/scope.js';
import type { EventInvokeConfig } from './event-invoke-config.js';

type Destinations = Pick<EventInvokeConfig, 'onSuccess' | 'onFailure'>;

/** Services that AWS sends outcomes to and Hearth cannot reach yet, with what it does not have. */
const unreachable: Readonly<Record<string, string>> = {
  sqs: 'queues of Amazon SQS',
  sns: 'topics of Amazon SNS',
  events: 'event buses of Amazon EventBridge',
  s3: 'delivery to buckets of Amazon S3',
  kafka: 'delivery to Kafka topics',
};

/** Refuses destinations as AWS does, and then those that nothing could be delivered to. `exists` says whether there is such a function. */
export async function checkDestinations(
  fn: Scope & { readonly name: string },
  destinations: Destinations,
  exists: (destination: FunctionReference) => Promise<boolean>,
): Promise<void> {
  for (const arn of [destinations.onFailure, destinations.onSuccess]) {
    if (!arn) continue;
    const service = serviceOf(arn);
    if (service === 'lambda') await checkFunction(fn, arn, exists);
    else if (!(service in unreachable)) throw invalidConfig(destinations);
  }
  for (const arn of [destinations.onFailure, destinations.onSuccess]) if (arn) refuseUnreachable(arn);
}

/** The function, and the version or alias, that an ARN names as a destination; undefined when it names no function. */
export function functionDestination(arn: string): FunctionReference | undefined {
  const [, , service, region = '', accountId = '', kind, name, qualifier, ...rest] = arn.split(':');
  if (service !== 'lambda' || kind !== 'function' || !name || rest.length > 0) return undefined;
  return { scope: { accountId, region }, name, qualifier: qualifier || undefined };
}

async function checkFunction(
  fn: Scope & { readonly name: string },
  arn: string,
  exists: (destination: FunctionReference) => Promise<boolean>,
): Promise<void> {
  const destination = functionDestination(arn);
  if (!destination || !(await exists(destination))) throw refusal(`The destination ARN ${arn} is invalid.`);
  if (functionArn(destination.scope, destination.name) === functionArn(fn, fn.name)) {
    throw refusal("You can't specify the function as a destination for itself.");
  }
}

function refuseUnreachable(arn: string): void {
  const lacking = unreachable[serviceOf(arn)];
  if (!lacking) return;
  throw refusal(
    `Hearth does not have ${lacking} yet, and refuses ${arn} as a destination rather than lose what is sent there. ` +
      'Name a Lambda function, or leave it out to continue.',
  );
}

const serviceOf = (arn: string) => (arn.startsWith('kafka://') ? 'kafka' : (arn.split(':')[2] ?? ''));

/** In the form of the Java object that AWS prints. */
function invalidConfig({ onSuccess, onFailure }: Destinations): LambdaError {
  const success = onSuccess ? `OnSuccess(destination=${onSuccess})` : 'null';
  const failure = onFailure ? `OnFailure(destination=${onFailure})` : 'null';
  return refusal(`The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`);
}

const refusal = (message: string) => new LambdaError('InvalidParameterValueException', message);
