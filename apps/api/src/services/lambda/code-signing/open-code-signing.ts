import { CodeSigning, type FunctionReader, findTaggedCodeSigningConfig } from '@hearth/lambda';
import { PostgresCodeSigningConfigs, type PostgresConnection, PostgresSignedFunctions } from '@hearth/postgres';
import type { InvocationMetrics } from '@hearth/telemetry';
import { codeSigningHandlers } from './code-signing-handlers.js';

/** Puts together whose signatures functions are held to. */
export function openCodeSigning(
  connection: PostgresConnection,
  reader: FunctionReader,
  metrics: Pick<InvocationMetrics, 'recordSignatureError'>,
) {
  const configs = new PostgresCodeSigningConfigs(connection);
  const signing = new CodeSigning(reader, configs, new PostgresSignedFunctions(connection), (fn) =>
    metrics.recordSignatureError({ ...fn, functionId: fn.id, functionName: fn.name }),
  );
  return {
    signing,
    handlers: codeSigningHandlers(signing, configs),
    findTagged: findTaggedCodeSigningConfig(configs),
  };
}
