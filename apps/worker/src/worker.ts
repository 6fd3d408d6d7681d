import type { WorkerServer } from '@hearth/dispatch';
import type { RememberedConcurrencySettings } from '@hearth/lambda';
import type { RedisConcurrencyLeases } from '@hearth/redis';
import type { MinuteMetrics } from '@hearth/telemetry';
import type { EventWork } from './events/event-work.js';
import type { EnvironmentPool } from './execution/environment-pool.js';
import type { LocalInvocations } from './execution/local-invocations.js';
import type { ProvisionedEnvironments } from './execution/provisioned-environments.js';
import type { Presence } from './presence.js';

export interface WorkerParts {
  readonly invocations: LocalInvocations;
  readonly pool: EnvironmentPool;
  readonly server: WorkerServer;
  readonly presence: Presence;
  readonly events: EventWork;
  readonly metrics: MinuteMetrics;
  readonly provisioned: ProvisionedEnvironments;
  readonly concurrency: RememberedConcurrencySettings;
  readonly leases: RedisConcurrencyLeases;
  /** Ends the sandboxes and every connection. */
  close(): Promise<void>;
}

const drainMilliseconds = 12_000;
const evictionMilliseconds = 15_000;

/** A process that hosts execution environments and runs events. */
export class Worker {
  #eviction: NodeJS.Timeout | undefined;

  constructor(private readonly parts: WorkerParts) {}

  /** Resolves once invocations can be sent here. */
  async start(): Promise<void> {
    const { server, presence, events, metrics, pool, provisioned, concurrency, leases } = this.parts;
    metrics.start();
    await concurrency.listen();
    await leases.start();
    await server.start();
    await presence.start();
    events.start();
    provisioned.start();
    this.#eviction = setInterval(() => pool.evictIdle(), evictionMilliseconds);
  }

  /** Takes nothing new, lets what is under way end for some seconds, then leaves nothing behind. */
  async drain(): Promise<void> {
    const { server, presence, events, metrics, pool, provisioned, invocations, leases, close } = this.parts;
    clearInterval(this.#eviction);
    provisioned.stop();
    await presence.end();
    await Promise.all([events.drain(drainMilliseconds), invocations.drain(drainMilliseconds)]);
    await server.close();
    await leases.stop();
    await pool.close();
    await metrics.drain().catch(() => {});
    await close();
  }
}
