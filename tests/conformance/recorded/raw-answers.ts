import { Readable } from 'node:stream';
import * as lambda from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { RunningTestApi } from '../../kit/running-api.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type AnyCommand = new (input: object) => Parameters<lambda.LambdaClient['send']>[0];

/** Sends one operation with the real SDK and keeps the answer's bytes beside what the SDK made of it. */
export async function call(
  api: RunningTestApi,
  operation: string,
  input: object,
): Promise<{ readonly raw: RawAnswer; readonly output?: Record<string, unknown>; readonly error?: Error }> {
  const handler = new NodeHttpHandler();
  let raw: RawAnswer | undefined;
  const client = new lambda.LambdaClient({
    ...api.clientSettings,
    requestHandler: {
      handle: async (...request: Parameters<NodeHttpHandler['handle']>) => {
        const { response } = await handler.handle(...request);
        const chunks: Buffer[] = [];
        for await (const chunk of response.body ?? []) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        raw = { status: response.statusCode, headers: response.headers, body: body.toString() };
        return { response: Object.assign(response, { body: Readable.from([body]) }) };
      },
    },
  });
  const Command = (lambda as unknown as Record<string, AnyCommand>)[`${operation}Command`]!;
  try {
    const output = (await client.send(new Command(input))) as unknown as Record<string, unknown>;
    return { raw: raw!, output };
  } catch (error) {
    if (!raw) throw error;
    return { raw, error: error as Error };
  } finally {
    handler.destroy();
  }
}
