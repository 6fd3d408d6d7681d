import { randomUUID } from 'node:crypto';
import type { FunctionVersion } from './function-version.js';
import { active, pending, successful } from './version-life.js';

/** The version that publishing `latest` makes: it waits for preparation only when `latest` itself still does. */
export function publishedFrom(latest: FunctionVersion, number: number, description: string): FunctionVersion {
  const unsettled = latest.state.name === 'Pending' || latest.lastUpdate.status === 'InProgress';
  return {
    ...latest,
    version: String(number),
    configurationId: randomUUID(),
    configuration: { ...latest.configuration, description },
    revisionId: randomUUID(),
    state: unsettled ? pending : active,
    lastUpdate: successful,
    publishedFrom: latest.configurationId,
  };
}
