import { InvokeCommand } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { InvocationResult } from '../../../../../functions/test/invocation';
import { endpoint } from '../../../../../server/endpoint';

const invocation = z.object({
  qualifier: z.string().min(1),
  type: z.enum(['RequestResponse', 'Event']),
  payload: z.string(),
});

/** Invokes the function once, with the end of its log when it is waited for. */
export const POST = endpoint<{ name: string }>(async ({ clients, params, request }): Promise<InvocationResult> => {
  const { qualifier, type, payload } = invocation.parse(await request.json());
  const output = await clients.lambda.send(
    new InvokeCommand({
      FunctionName: params.name,
      InvocationType: type,
      ...(qualifier !== '$LATEST' && { Qualifier: qualifier }),
      ...(type === 'RequestResponse' && { LogType: 'Tail' }),
      Payload: Buffer.from(payload),
    }),
  );
  return {
    type,
    statusCode: output.StatusCode ?? 0,
    requestId: output.$metadata.requestId ?? '',
    ...(output.ExecutedVersion && { executedVersion: output.ExecutedVersion }),
    ...(output.FunctionError && { functionError: output.FunctionError }),
    payload: Buffer.from(output.Payload ?? []).toString(),
    logTail: Buffer.from(output.LogResult ?? '', 'base64').toString(),
  };
});
