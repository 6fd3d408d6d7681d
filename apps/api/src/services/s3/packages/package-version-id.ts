import { S3Error } from '@hearth/services';

/** What a link says of the package behind it; whoever could alter it could sign. */
export interface PackageVersion {
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

const hashBytes = 32;
const numberBytes = 6;

/** All that is needed to serve a package, in the form of a version id. */
export function packageVersionId({ sha256Hex, sizeBytes, modifiedAt }: PackageVersion): string {
  const numbers = Buffer.alloc(2 * numberBytes);
  numbers.writeUIntBE(sizeBytes, 0, numberBytes);
  numbers.writeUIntBE(Math.floor(modifiedAt.getTime() / 1000), numberBytes, numberBytes);
  return Buffer.concat([Buffer.from(sha256Hex, 'hex'), numbers]).toString('base64url');
}

export function readPackageVersionId(text: string | undefined): PackageVersion {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (bytes.length !== hashBytes + 2 * numberBytes) throw new S3Error('AccessDenied');
  return {
    sha256Hex: bytes.toString('hex', 0, hashBytes),
    sizeBytes: bytes.readUIntBE(hashBytes, numberBytes),
    modifiedAt: new Date(bytes.readUIntBE(hashBytes + numberBytes, numberBytes) * 1000),
  };
}
