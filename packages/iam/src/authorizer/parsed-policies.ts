import type { NamedPolicy } from '../policy/evaluate.js';
import { parsePolicyDocument } from '../policy/policy-document.js';

/** A parsed policy takes some ten times the memory of its text. */
const charactersMax = 2_000_000;

/** Keeps the policies of resources parsed, the oldest of them no longer than there is room. */
export class ParsedPolicies {
  readonly #known = new Map<string, NamedPolicy>();
  #characters = 0;

  constructor(private readonly charactersKept = charactersMax) {}

  /** Throws UnreadablePolicy for a text that cannot be read as the policy of a resource. */
  parse(text: string): NamedPolicy {
    const known = this.#known.get(text);
    if (known) return known;
    const parsed = { name: "the resource's policy", document: parsePolicyDocument(text, 'resource') };
    this.#known.set(text, parsed);
    this.#characters += text.length;
    for (const [oldest] of this.#known) {
      if (this.#characters <= this.charactersKept) break;
      this.#known.delete(oldest);
      this.#characters -= oldest.length;
    }
    return parsed;
  }
}
