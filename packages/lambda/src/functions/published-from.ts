import { randomUUID } from 'node:crypto';
import type { FunctionVersion } from './function-version.js';
import { active, inProgress, pending, successful } from './version-life.js';

/** The version that publishing `latest` makes: Active at once when `latest` has been prepared already. */
export function publishedFrom(latest: FunctionVersion, number: number, description: string): FunctionVersion {
  const ready =
    latest.state.name === 'Active' &&
    latest.lastUpdate.status === 'Successful' &&
    latest.configuration.snapStart !== 'PublishedVersions';
  return {
    ...latest,
    version: String(number),
    configurationId: randomUUID(),
    configuration: { ...latest.configuration, description },
    revisionId: randomUUID(),
    state: ready ? active : pending,
    // What an update publishes is under way for as long as the update.
    lastUpdate: latest.lastUpdate.status === 'InProgress' ? inProgress : successful,
    publishedFrom: latest.configurationId,
  };
}
