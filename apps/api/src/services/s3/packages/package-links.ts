import { hkdfSync } from 'node:crypto';
import { type Credentials, type OwnLinks, presignedGet } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { isLambdaBucket, type LambdaBucketKind, lambdaBucket } from '@hearth/services';
import { packageReader } from './package-reader.js';
import { packageVersionId } from './package-version-id.js';

/** As long as AWS's links live: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCodeLocation.html */
const lifeSeconds = 10 * 60;

export interface LinkedPackage {
  readonly kind: LambdaBucketKind;
  readonly scope: { readonly accountId: string; readonly region: string };
  /** Of the function or the layer. */
  readonly name: string;
  readonly code: { readonly sha256Hex: string; readonly sizeBytes: number };
  readonly modifiedAt: Date;
}

/** Makes presigned links of S3 to deployment packages, and knows the key that they are signed with and nothing else is. */
export class PackageLinks implements OwnLinks<Principal> {
  readonly credentials: Credentials<Principal>;
  readonly #publicUrl: string;

  constructor(
    key: Buffer,
    publicUrl: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#publicUrl = publicUrl;
    const derived = (label: string) => Buffer.from(hkdfSync('sha256', key, '', label, 40)).toString('base64url');
    const accessKeyId = `AKIA${derived('id').replace(/[-_]/g, '').toUpperCase().slice(0, 16)}`;
    this.credentials = { accessKeyId, secretAccessKey: derived('secret'), principal: packageReader };
  }

  has(bucket: string): boolean {
    return isLambdaBucket(bucket);
  }

  linkTo({ kind, scope, name, code, modifiedAt }: LinkedPackage): string {
    const signed = presignedGet(
      {
        path: `/${lambdaBucket(scope.region, kind)}/snapshots/${scope.accountId}/${name}-${uuidOf(code.sha256Hex)}`,
        query: { versionId: packageVersionId({ ...code, modifiedAt }) },
        host: new URL(this.#publicUrl).host,
        region: scope.region,
        expiresSeconds: lifeSeconds,
      },
      this.credentials,
      this.now(),
    );
    return `${this.#publicUrl}${signed}`;
  }
}

/** RFC 9562, version 8: of the content, so that equal code has an equal key. */
function uuidOf(sha256Hex: string): string {
  const [, a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(sha256Hex)!;
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
