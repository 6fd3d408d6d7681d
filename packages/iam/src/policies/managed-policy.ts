import type { Tags } from '../entity.js';
import { iamArn } from '../names/arn.js';

/** A policy with an ARN of its own, which many users and roles can have. */
export interface ManagedPolicy {
  /** `ANPA…` */
  readonly id: string;
  /** `aws` for the policies that AWS publishes. */
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
  readonly description?: string;
  readonly tags: Tags;
  readonly defaultVersion: number;
  readonly createdAt: Date;
  /** When a version was last made or chosen as the default. */
  readonly updatedAt: Date;
}

export interface PolicyVersion {
  readonly number: number;
  readonly text: string;
  readonly createdAt: Date;
}

/** How many entities of an account have a policy, and how many are limited by it. */
export interface PolicyUsage {
  readonly attachments: number;
  readonly boundaries: number;
}

export const managedPolicyArn = ({ accountId, path, name }: Pick<ManagedPolicy, 'accountId' | 'path' | 'name'>) =>
  iamArn(accountId, 'policy', path, name);
