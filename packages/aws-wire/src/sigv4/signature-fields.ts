import { incomplete, invalid, mismatch } from './refusals.js';

/** What a request says of its own signature, complete and well-formed but not yet believed. */
export interface PresentedSignature {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower case, in ascending order, none twice. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hexadecimal digits. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** In seconds after `date`; absent on header signatures. */
  readonly expiresSeconds: number | undefined;
}

export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** `KEYID/date/region/service/aws4_request` */
export function readCredential(text: string): { accessKeyId: string; scope: CredentialScope } {
  const parts = text.split('/');
  if (parts.length !== 5) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${shown(text)}'`,
    );
  }
  const [accessKeyId, date, region, service, term] = parts as [string, string, string, string, string];
  if (term !== 'aws4_request') {
    throw invalid(`Credential should be scoped with a valid terminator: 'aws4_request', not '${shown(term)}'.`);
  }
  if (!/^[a-z0-9-]{1,64}$/.test(region)) throw invalid(`Credential should be scoped to a valid region, not '${shown(region)}'.`);
  if (!/^[a-z0-9-]{1,64}$/.test(service)) throw invalid('Credential should be scoped to correct service.');
  return { accessKeyId, scope: { date, region, service } };
}

export function readSignedHeaders(text: string): readonly string[] {
  const names = text.split(';');
  const ascending = names.every((name, i) => name !== '' && name === name.toLowerCase() && (i === 0 || names[i - 1]! < name));
  if (!ascending) throw invalid("'SignedHeaders' must list header names in lower case and ascending order.");
  return names;
}

export function readHexSignature(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw mismatch();
  return text;
}

/** What is echoed of a malformed value. */
function shown(text: string): string {
  return text.slice(0, 128);
}
