import { readFileSync } from 'node:fs';
import { type Area, areas } from './areas.js';

/** A refusal of AWS's. */
export interface RecordedError {
  readonly id: string;
  readonly operation: string;
  readonly status: number;
  readonly code: string;
  /** With names in angle brackets for what differs from call to call. */
  readonly message: string;
  /** Members of the body and, where it was kept, their value; absent when the recording says nothing about them. */
  readonly members?: Readonly<Record<string, string | null>>;
  readonly call: string;
}

/** An answer of AWS's, as boto3 shows it. */
export interface RecordedAnswer {
  readonly id: string;
  readonly operation: string;
  readonly answer: unknown;
  readonly call: string;
}

export const recordedErrors: readonly RecordedError[] = read('aws-errors.json');
export const recordedAnswers: readonly RecordedAnswer[] = read('aws-answers.json');

/** Recordings that Hearth cannot or will not repeat, by id, each with its reason. */
export const notReproduced: Readonly<Record<string, string>> = read('not-reproduced.json');

export function recordingsOf<T extends { readonly id: string; readonly operation: string }>(all: readonly T[], area: Area): T[] {
  const operations: readonly string[] = areas[area];
  return all.filter(({ id, operation }) => operations.includes(operation) && !(id in notReproduced));
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}
