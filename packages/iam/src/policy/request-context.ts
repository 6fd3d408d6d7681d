import type { Variables } from './wildcard.js';

/** The condition keys of one request. Their names know no case. */
export interface RequestContext {
  /** Empty when the request has no such key. */
  values(key: string): readonly string[];
  /** The value for a policy variable: only of a key with exactly one. */
  readonly variable: Variables;
}

/** Later sources win over earlier ones, so that what the caller claims never replaces what is known. */
export function requestContext(...sources: readonly Readonly<Record<string, readonly string[]>>[]): RequestContext {
  const byName = new Map<string, readonly string[]>();
  for (const source of sources) {
    for (const [key, values] of Object.entries(source)) byName.set(key.toLowerCase(), values);
  }
  const values = (key: string) => byName.get(key.toLowerCase()) ?? [];
  return {
    values,
    variable(name) {
      const found = values(name);
      return found.length === 1 ? found[0] : undefined;
    },
  };
}
