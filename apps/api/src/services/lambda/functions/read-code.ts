import type { FunctionCode } from '@aws-sdk/client-lambda';
import { type CodeObjects, type CodeSource, codeInObject, LambdaError } from '@hearth/lambda';

/** Where a call says that the code lies; `objects` are those that the caller may read. */
export function readCode(code: FunctionCode, objects: CodeObjects): CodeSource {
  const { ZipFile: bytes, S3Bucket: bucket, S3Key: key, S3ObjectVersion: version } = code;
  if (bytes && (bucket || key || version)) throw severalSources();
  if (bytes) return { kind: 'zip', bytes };
  if (bucket && key) return codeInObject({ bucket, key, ...(version && { version }) }, objects);
  return { kind: code.ImageUri ? 'image' : 'none' };
}

const severalSources = () =>
  new LambdaError(
    'InvalidParameterValueException',
    'Please do not provide other FunctionCode parameters when providing a ZipFile.',
  );
