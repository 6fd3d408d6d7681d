import { revisionMismatch } from './version-life.js';

/** Each time an attempt is overtaken somebody else got through, so this many say that something is wrong. */
const attemptsMax = 50;

/**
 * Makes a change to what is there now: once more when somebody else was faster, which `attempt` tells by undefined. Whoever named a
 * revision wanted to change no other, and is refused instead.
 */
export async function onCurrent<T>(revisionId: string | undefined, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let attempts = 0; attempts < (revisionId === undefined ? attemptsMax : 1); attempts++) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw revisionMismatch();
}
