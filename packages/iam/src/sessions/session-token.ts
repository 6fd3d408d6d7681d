import { newAccessKeyId, newSecretAccessKey } from '../names/unique-id.js';
import type { Sealer } from '../ports.js';
import type { Session } from '../principal.js';

/** Whose session it is, and what limits it. */
export interface SessionGrant {
  readonly accountId: string;
  /** The unique id of the role that was assumed, or of the user. */
  readonly entityId: string;
  /** ARN of the role or the user at the time of issue. */
  readonly entityArn: string;
  /** Present when a role was assumed. */
  readonly sessionName?: string;
  readonly session: Session;
}

export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

export type OpenedToken =
  | { readonly kind: 'valid'; readonly grant: SessionGrant; readonly secretAccessKey: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'forged' };

/** The form inside a token; short names keep it small, since every request carries it. */
interface Claims {
  readonly a: string;
  readonly e: string;
  readonly r: string;
  readonly n?: string;
  readonly i: number;
  readonly x: number;
  readonly s: string;
  readonly p?: readonly string[];
  readonly m?: readonly string[];
  readonly f?: string;
}

/**
 * Makes and reads session tokens. A token is sealed and says all there is to know of its session, so that nothing about it is stored and
 * every process with the master key can verify it. It is bound to its access key id.
 */
export class SessionTokens {
  readonly #sealer: Sealer;
  readonly #now: () => Date;

  constructor(sealer: Sealer, now: () => Date = () => new Date()) {
    this.#sealer = sealer;
    this.#now = now;
  }

  issue(grant: SessionGrant, durationSeconds: number): IssuedCredentials {
    const accessKeyId = newAccessKeyId('ASIA', grant.accountId);
    const secretAccessKey = newSecretAccessKey();
    const expiration = new Date(Math.floor(grant.session.issuedAt.getTime() / 1000 + durationSeconds) * 1000);
    const { issuedAt, policies, policyArns, sourceFunctionArn } = grant.session;
    const claims: Claims = {
      a: grant.accountId,
      e: grant.entityId,
      r: grant.entityArn,
      ...(grant.sessionName !== undefined && { n: grant.sessionName }),
      i: issuedAt.getTime(),
      x: expiration.getTime(),
      s: secretAccessKey,
      ...(policies?.length && { p: policies }),
      ...(policyArns?.length && { m: policyArns }),
      ...(sourceFunctionArn !== undefined && { f: sourceFunctionArn }),
    };
    const sealed = this.#sealer.seal(Buffer.from(JSON.stringify(claims)), contextOf(accessKeyId));
    return { accessKeyId, secretAccessKey, sessionToken: Buffer.from(sealed).toString('base64'), expiration };
  }

  open(accessKeyId: string, sessionToken: string): OpenedToken {
    const claims = this.#read(accessKeyId, sessionToken);
    if (!claims) return { kind: 'forged' };
    if (claims.x <= this.#now().getTime()) return { kind: 'expired' };
    const grant: SessionGrant = {
      accountId: claims.a,
      entityId: claims.e,
      entityArn: claims.r,
      ...(claims.n !== undefined && { sessionName: claims.n }),
      session: {
        issuedAt: new Date(claims.i),
        ...(claims.p && { policies: claims.p }),
        ...(claims.m && { policyArns: claims.m }),
        ...(claims.f !== undefined && { sourceFunctionArn: claims.f }),
      },
    };
    return { kind: 'valid', grant, secretAccessKey: claims.s };
  }

  #read(accessKeyId: string, sessionToken: string): Claims | undefined {
    try {
      return JSON.parse(
        Buffer.from(this.#sealer.open(Buffer.from(sessionToken, 'base64'), contextOf(accessKeyId))).toString('utf8'),
      );
    } catch {
      return undefined;
    }
  }
}

const contextOf = (accessKeyId: string) => `session:${accessKeyId}`;
