import type { FunctionCode } from '@aws-sdk/client-lambda';
import { LambdaError } from '@hearth/lambda';
import { notBuilt } from './refuse-unbuilt.js';

/** The zip that a call carries. */
export function readCode(code: FunctionCode): Uint8Array {
  if (code.ImageUri) throw notBuilt('Code.ImageUri');
  if (code.S3Bucket || code.S3Key) throw notBuilt('Code.S3Bucket');
  if (code.SourceKMSKeyArn) throw notBuilt('Code.SourceKMSKeyArn');
  if (code.ZipFile) return code.ZipFile;
  throw new LambdaError('InvalidParameterValueException', 'Please provide a source for function code.');
}
