import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ManagedPolicy } from './managed-policy.js';
import { managedPolicyArn } from './managed-policy.js';

/** A policy that AWS publishes, as every account has it. Only the default version is known. */
export interface AwsManagedPolicy extends ManagedPolicy {
  readonly text: string;
}

interface Published {
  readonly path: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly document: unknown;
}

let policies: ReadonlyMap<string, AwsManagedPolicy> | undefined;

/** The policies of `arn:aws:iam::aws:policy/…` that have to do with functions and what they use, by ARN, ordered by name. */
export function awsManagedPolicies(): ReadonlyMap<string, AwsManagedPolicy> {
  policies ??= read();
  return policies;
}

function read(): ReadonlyMap<string, AwsManagedPolicy> {
  const published: Record<string, Published> = JSON.parse(
    readFileSync(new URL('./aws-managed-policies.json', import.meta.url), 'utf8'),
  );
  return new Map(
    Object.entries(published).map(([name, { path, version, createdAt, updatedAt, document }]) => {
      const arn = managedPolicyArn({ accountId: 'aws', path, name });
      const policy = {
        id: idOf(arn),
        accountId: 'aws',
        path,
        name,
        tags: {},
        defaultVersion: version,
        createdAt: new Date(createdAt),
        updatedAt: new Date(updatedAt),
        text: JSON.stringify(document, null, 4),
      };
      return [arn, policy];
    }),
  );
}

/** AWS does not publish the ids in its documentation; these are made from the ARN, so that they never change. */
function idOf(arn: string): string {
  const letters = createHash('sha256')
    .update(arn)
    .digest('hex')
    .toUpperCase()
    .replace(/[0189]/g, (digit) => 'GHIJ'['0189'.indexOf(digit)]!);
  return `ANPA${letters.slice(0, 17)}`;
}
