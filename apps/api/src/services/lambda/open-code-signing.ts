import { CodeSigning, type FunctionReader, findTaggedCodeSigningConfig } from '@hearth/lambda';
import { PostgresCodeSigningConfigs, type PostgresConnection, PostgresSignedFunctions } from '@hearth/postgres';
import { codeSigningHandlers } from './code-signing-handlers.js';

/** Puts together whose signatures functions are held to. */
export function openCodeSigning(connection: PostgresConnection, reader: FunctionReader) {
  const configs = new PostgresCodeSigningConfigs(connection);
  const signing = new CodeSigning(reader, configs, new PostgresSignedFunctions(connection));
  return {
    signing,
    handlers: codeSigningHandlers(signing, configs),
    findTagged: findTaggedCodeSigningConfig(configs),
  };
}
