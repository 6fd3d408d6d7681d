import { LambdaError } from '../lambda-error.js';
import type { CodeSource } from './code-source.js';

/** A deployment package that lies in S3. */
export interface CodeObject {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

/** Objects in S3, as one caller may read them. */
export interface CodeObjects {
  /** A refusal carries S3's own code and words. */
  find(object: CodeObject): Promise<FoundObject | { readonly kind: 'refused'; readonly code: string; readonly message: string }>;
}

export interface FoundObject {
  readonly kind: 'found';
  readonly sizeBytes: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** The code that lies in an object, which is not asked for until it is needed. */
export function codeInObject(object: CodeObject, objects: CodeObjects): CodeSource {
  return { kind: 'object', open: (sizeBytesMax) => opened(object, objects, sizeBytesMax) };
}

async function opened(object: CodeObject, objects: CodeObjects, sizeBytesMax: number): Promise<AsyncIterable<Uint8Array>> {
  const found = await objects.find(object);
  if (found.kind === 'refused') throw refusal(object, found.code, found.message);
  if (found.sizeBytes < sizeBytesMax) return found.open();
  throw new LambdaError('InvalidParameterValueException', `Unzipped size must be smaller than ${sizeBytesMax} bytes`);
}

function refusal({ bucket, key }: CodeObject, code: string, message: string): LambdaError {
  const told = `S3 Error Code: ${code}. S3 Error Message: ${message}`;
  if (code !== 'AccessDenied')
    return new LambdaError('InvalidParameterValueException', `Error occurred while GetObject. ${told}`);
  return new LambdaError(
    'AccessDeniedException',
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${bucket}/${key}. ${told}`,
  );
}
