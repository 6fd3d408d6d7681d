import type { ExecutableVersion } from '../executable-version.js';

/** How many environments of a version or alias are to be initialized ahead of invocations, and how far that has come. */
export interface ProvisionedConcurrency {
  readonly functionId: string;
  /** A version in digits, or an alias. */
  readonly qualifier: string;
  readonly requested: number;
  readonly modifiedAt: Date;
  /** What the workers hold: environments of this configuration; none before the first are there. */
  readonly held?: HeldEnvironments;
  /** The configuration that is wanted now: an alias may have moved on. */
  readonly configurationId: string;
}

export interface HeldEnvironments {
  readonly configurationId: string;
  readonly allocated: number;
  /** AWS's word for what keeps the configuration from being initialized. */
  readonly failure?: string;
}

interface ProvisioningStatus {
  readonly status: 'IN_PROGRESS' | 'READY' | 'FAILED';
  readonly reason?: string;
  readonly allocated: number;
}

/** Pure. */
export function provisioningStatus({ requested, held, configurationId }: ProvisionedConcurrency): ProvisioningStatus {
  const allocated = Math.min(held?.allocated ?? 0, requested);
  if (held?.configurationId !== configurationId) return { status: 'IN_PROGRESS', allocated };
  if (held.failure !== undefined) return { status: 'FAILED', reason: held.failure, allocated };
  return { status: allocated === requested ? 'READY' : 'IN_PROGRESS', allocated };
}

/** One that is to be seen to, with what its environments are made from. */
export interface WantedEnvironments {
  readonly provisioned: ProvisionedConcurrency;
  readonly target: ExecutableVersion;
}
