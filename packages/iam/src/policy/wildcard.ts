/** A text in which `*` stands for any characters, none included, and `?` for exactly one, with IAM's policy variables. */
export interface Wildcard {
  /** Whether the whole text matches. A variable without a value matches nothing. Takes at most pattern length × text length steps. */
  matches(text: string, variables: Variables): boolean;
}

/** Gives a policy variable's value, such as that of `aws:username`; undefined when the request has none, or more than one. */
export type Variables = (name: string) => string | undefined;

export interface WildcardOptions {
  /** Whether `${…}` are variables; documents older than version 2012-10-17 have none. */
  readonly variables: boolean;
  readonly ignoreCase?: boolean;
  /** When false, `*` and `?` stand for themselves. */
  readonly wildcards?: boolean;
}

const anyRun = -1;
const anyOne = -2;

type Part = readonly number[] | { readonly variable: string; readonly fallback: string | undefined };

export function wildcard(pattern: string, options: WildcardOptions): Wildcard {
  const fold = (text: string) => (options.ignoreCase ? text.toLowerCase() : text);
  const parts = partsOf(fold(pattern), pattern, options);
  const fixed = parts.every(isCodes) ? parts.flat() : undefined;
  return {
    matches(text, variables) {
      const codes = fixed ?? filled(parts, variables, fold);
      return codes !== undefined && matchCodes(codes, fold(text));
    },
  };
}

const isCodes = (part: Part): part is readonly number[] => Array.isArray(part);
const codesOf = (text: string) => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

/** `${*}`, `${?}` and `${$}` are the characters themselves; `${name, 'fallback'}` is a variable with a value for when it has none. */
const variablePattern = /\$\{(?:([*?$])|([^}',]+?)\s*(?:,\s*'([^']*)'\s*)?)\}/g;

function partsOf(folded: string, original: string, { variables, wildcards = true }: WildcardOptions): readonly Part[] {
  if (!variables) return [plainCodes(folded, wildcards)];
  const parts: Part[] = [];
  let from = 0;
  for (const found of original.matchAll(variablePattern)) {
    parts.push(plainCodes(folded.slice(from, found.index), wildcards));
    const [whole, character, name, fallback] = found;
    parts.push(character !== undefined ? codesOf(character) : { variable: name!.trim(), fallback });
    from = found.index + whole.length;
  }
  parts.push(plainCodes(folded.slice(from), wildcards));
  return parts;
}

function plainCodes(text: string, wildcards: boolean): readonly number[] {
  if (!wildcards) return codesOf(text);
  return codesOf(text).map((code) => (code === 42 ? anyRun : code === 63 ? anyOne : code));
}

/** A variable's value is taken literally: a user named `*` reaches no more than that name. */
function filled(parts: readonly Part[], variables: Variables, fold: (text: string) => string): readonly number[] | undefined {
  const codes: number[] = [];
  for (const part of parts) {
    if (isCodes(part)) {
      codes.push(...part);
      continue;
    }
    const value = variables(part.variable) ?? part.fallback;
    if (value === undefined) return undefined;
    codes.push(...codesOf(fold(value)));
  }
  return codes;
}

/** Returns to the last `*` alone when stuck: what earlier ones took never needs to change. */
function matchCodes(pattern: readonly number[], text: string): boolean {
  let at = 0;
  let read = 0;
  let runAt = -1;
  let runRead = 0;
  while (read < text.length) {
    const code = pattern[at];
    if (code === anyRun) {
      runAt = at++;
      runRead = read;
    } else if (code === anyOne || code === text.charCodeAt(read)) {
      at++;
      read++;
    } else if (runAt >= 0) {
      at = runAt + 1;
      read = ++runRead;
    } else {
      return false;
    }
  }
  while (pattern[at] === anyRun) at++;
  return at === pattern.length;
}
