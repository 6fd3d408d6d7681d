import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether the session token of a request is the one its key was issued with; takes as long whichever part differs. */
export function sameToken(issued: string | undefined, presented: string | undefined): boolean {
  const [a, b] = [issued ?? '', presented ?? ''].map((token) => createHash('sha256').update(token).digest());
  return timingSafeEqual(a!, b!);
}
