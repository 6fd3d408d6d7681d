import { readFileSync } from 'node:fs';
import type { Constraints } from './constraints.js';

/** The constraints of a service whose data is in this folder. */
export function constraintsOf(service: 'lambda' | 'iam' | 'sts'): Constraints {
  return JSON.parse(readFileSync(new URL(`./${service}.constraints.json`, import.meta.url), 'utf8')) as Constraints;
}
