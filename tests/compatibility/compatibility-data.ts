import { existsSync, readFileSync } from 'node:fs';
import {
  notReproduced,
  type RecordedAnswer,
  type RecordedError,
  recordedAnswers,
  recordedErrors,
} from '../conformance/recorded/recordings.js';
import type { SeenCalls } from './seen-calls.js';

/** What is said of an operation of Lambda; tests/conformance/operations.spec.ts holds Hearth to it. */
interface Claim {
  readonly status: 'implemented' | 'refused';
  /** The error that refuses it, and what its text begins with. */
  readonly code?: string;
  readonly reason?: string;
  /** What is different about its answers. */
  readonly note?: string;
}

/** An area of the API, and what about it was never recorded from AWS. */
export interface FromMemory {
  readonly area: string;
  /** Texts that people who use AWS have reported, but that were not recorded. */
  readonly reported?: readonly string[];
  /** Where AWS's words are not known and Hearth has its own. */
  readonly ownWords?: readonly string[];
  /** What AWS does is not known; what Hearth does instead. */
  readonly unknown?: readonly string[];
}

/** Everything that docs/compatibility.md is made from. */
export interface CompatibilityData {
  readonly claims: Readonly<Record<string, Claim>>;
  readonly calls: SeenCalls;
  readonly errors: readonly Pick<RecordedError, 'id' | 'operation'>[];
  readonly answers: readonly Pick<RecordedAnswer, 'id' | 'operation'>[];
  readonly notReproduced: Readonly<Record<string, string>>;
  /** Refused options of operations that are implemented, with the reason. */
  readonly options: Readonly<Record<string, string>>;
  readonly fromMemory: readonly FromMemory[];
  /** The operations of other services that are implemented, by signing name; tests/conformance/neighbours.spec.ts holds Hearth to it. */
  readonly neighbours: Readonly<Record<string, readonly string[]>>;
}

export const callsFile = new URL('../../docs/compatibility.calls.json', import.meta.url);
export const pageFile = new URL('../../docs/compatibility.md', import.meta.url);

export function compatibilityData(): CompatibilityData {
  return {
    claims: document('operations'),
    calls: existsSync(callsFile) ? document('calls') : {},
    errors: recordedErrors,
    answers: recordedAnswers,
    notReproduced,
    options: document('options'),
    fromMemory: document('from-memory'),
    neighbours: document('neighbours'),
  };
}

function document<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../docs/compatibility.${name}.json`, import.meta.url), 'utf8'));
}
