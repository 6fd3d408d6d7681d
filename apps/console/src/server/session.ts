import { randomUUID } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

const contents = z.object({
  id: z.string(),
  accountId: z.string(),
  userName: z.string(),
  userArn: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string() }),
  expiresAtMilliseconds: z.number(),
});

/** A signed-in person: known to the console's server side only, carried by a cookie that the browser cannot read. */
export type Session = z.infer<typeof contents>;

const header = { alg: 'dir', enc: 'A256GCM' } as const;

/** A session under a new id, however often the same person signs in. */
export function newSession(of: Omit<Session, 'id'>): Session {
  return { ...of, id: randomUUID() };
}

/** Encrypts and authenticates a session; what comes out can be given to its owner. */
export async function sealSession(session: Session, secret: Uint8Array): Promise<string> {
  return new EncryptJWT({ session })
    .setProtectedHeader(header)
    .setExpirationTime(new Date(session.expiresAtMilliseconds))
    .encrypt(secret);
}

/** Opens what `sealSession` made. Undefined for anything forged, altered, sealed under another secret, or expired. */
export async function openSession(sealed: string, secret: Uint8Array): Promise<Session | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, secret, {
      keyManagementAlgorithms: [header.alg],
      contentEncryptionAlgorithms: [header.enc],
      clockTolerance: 0,
    });
    return contents.parse(payload.session);
  } catch {
    return undefined;
  }
}
