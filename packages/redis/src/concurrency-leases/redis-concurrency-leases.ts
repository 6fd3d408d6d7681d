import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConcurrencyDemand, type ConcurrencyLeases, type Held, LedgerAwayError, type Throttled } from '@hearth/lambda';
import type { RedisConnection } from '../connection.js';
import { beat } from './beat.js';
import { giveBackLease } from './give-back-lease.js';
import { giveUpLease } from './give-up-lease.js';
import { inTime } from './in-time.js';
import { reapLeases } from './reap-leases.js';
import { type TakeVerdict, takeLease } from './take-lease.js';

const beatMilliseconds = 500;
/** A process that has not beaten for so long is dead, or cut off. */
const deadMilliseconds = 5000;
/** A report that is not renewed is forgotten: its worker is gone, and its sandboxes with it. */
const reportMilliseconds = 3000;
/** Until then every process has connected to a Redis that came back, and has beaten. */
const settleMilliseconds = 2500;
/** A unit granted so long ago may have been freed since, because this process was stopped meanwhile. */
const grantMillisecondsMax = 3000;
const patienceMilliseconds = 8000;
const retryMilliseconds = 50;

interface Lease {
  readonly id: string;
  /** The ledger's hashes that it may stand in. */
  readonly tallies: readonly string[];
  /** Where it counts besides its function; undefined when its function alone does. */
  from: string | undefined;
  registered: boolean;
}

/**
 * The ledger of units in Redis. A lease stands in the tally of its function, with its owner, and in that of the pool that it is from; a
 * count is a tally's length, so that none can drift. Every process beats, and any frees what dead ones held. While Redis is away,
 * functions without a reservation go on within what this process alone may run; reserved units are not granted.
 */
export class RedisConcurrencyLeases implements ConcurrencyLeases {
  private readonly owner: string = randomUUID();
  private readonly held = new Map<string, Lease>();
  private readonly returning = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;

  /** `running` names the leases of invocations that other processes sent here and that still run. */
  constructor(
    private readonly redis: RedisConnection,
    private readonly running?: () => readonly string[],
  ) {}

  /** Resolves once units can be taken, unless Redis is away. */
  async start(): Promise<void> {
    await this.beat().catch(() => {});
    this.timer = setInterval(() => void this.beat().catch(() => {}), beatMilliseconds);
  }

  /** Call it when nothing is held any more; what still is, others free in seconds. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beating?.catch(() => {});
    if (this.held.size + this.returning.size > 0) return;
    const farewell = this.redis.commands.multi().zrem(this.key('owners'), this.owner).del(this.report);
    await inTime(farewell.exec()).catch(() => {});
  }

  async hold<T>(demand: ConcurrencyDemand, work: (leaseId: string) => Promise<T>): Promise<Held<T> | Throttled> {
    const lease = demand.reserved === 0 ? undefined : await this.take(demand);
    if (!lease) return { kind: 'throttled' };
    try {
      const result = await work(lease.id);
      this.giveBack(lease);
      return { kind: 'held', result };
    } catch (error) {
      this.giveUp(lease);
      throw error;
    }
  }

  /** Undefined when there is no unit. */
  private async take(demand: ConcurrencyDemand): Promise<Lease | undefined> {
    const until = performance.now() + patienceMilliseconds;
    for (;;) {
      const lease = this.leaseFor(demand);
      const askedAt = performance.now();
      const verdict = await this.ask(lease, demand);
      if (verdict === 'away') return this.takeAlone(lease, demand);
      if (verdict === 'throttled') return undefined;
      if (verdict === 'provisioned' || verdict === 'on-demand') {
        if (performance.now() - askedAt < grantMillisecondsMax) return this.granted(lease, demand, verdict);
        this.giveBack(lease);
      }
      if (performance.now() > until) throw new LedgerAwayError('It is not known yet how many invocations are running.');
      if (verdict === 'stranger') await this.beat().catch(() => {});
      else await sleep(retryMilliseconds);
    }
  }

  private async ask(lease: Lease, demand: ConcurrencyDemand): Promise<TakeVerdict | 'away'> {
    const { reserved = -1, unreserved, configurationId, allocated } = demand;
    const own = allocated.has(configurationId);
    const provisioned = [...allocated].sort(([a], [b]) => Number(b === configurationId) - Number(a === configurationId));
    const keys = [
      this.key('settling'),
      this.key('owners'),
      this.key('tallies'),
      this.functionTally(demand),
      this.accountTally(demand),
      ...provisioned.map(([id]) => this.provisionedTally(demand, id)),
    ];
    const args = [lease.id, this.owner, reserved, unreserved, own ? 1 : 0, ...provisioned.map(([, units]) => units)];
    try {
      return (await takeLease.run(this.redis.commands, keys, args)) as TakeVerdict;
    } catch {
      // The answer alone may be lost, and the unit taken.
      this.returning.set(lease.id, lease);
      return 'away';
    }
  }

  private takeAlone(lease: Lease, demand: ConcurrencyDemand): Lease | undefined {
    if (demand.reserved !== undefined) throw new LedgerAwayError('Redis, which counts reserved concurrency, cannot be reached.');
    const account = this.accountTally(demand);
    let alone = 0;
    for (const { from } of this.held.values()) if (from === account) alone++;
    if (alone >= demand.unreserved) return undefined;
    this.returning.delete(lease.id);
    lease.from = account;
    this.held.set(lease.id, lease);
    return lease;
  }

  private granted(lease: Lease, demand: ConcurrencyDemand, verdict: 'provisioned' | 'on-demand'): Lease {
    if (verdict === 'provisioned') lease.from = this.provisionedTally(demand, demand.configurationId);
    else if (demand.reserved === undefined) lease.from = this.accountTally(demand);
    lease.registered = true;
    this.held.set(lease.id, lease);
    return lease;
  }

  /** Sent before whatever this process sends next; not waited for. */
  private giveBack(lease: Lease): void {
    this.held.delete(lease.id);
    this.returning.set(lease.id, lease);
    giveBackLease
      .run(this.redis.commands, [this.key('tallies'), ...lease.tallies], [lease.id])
      .then(() => this.returning.delete(lease.id))
      .catch(() => {});
  }

  private giveUp(lease: Lease): void {
    this.held.delete(lease.id);
    giveUpLease
      .run(this.redis.commands, [this.key('owners'), ...lease.tallies], [lease.id, `lost-${lease.id}`])
      .catch(() => this.returning.set(lease.id, lease));
  }

  private beat(): Promise<void> {
    this.beating ??= this.beatOnce().finally(() => {
      this.beating = undefined;
    });
    return this.beating;
  }

  private async beatOnce(): Promise<void> {
    const { commands } = this.redis;
    const keys = [this.key('settling'), this.key('owners'), this.key('epoch')];
    const wasUnknown = (await beat.run(commands, keys, [this.owner, settleMilliseconds])) === 1;
    await this.register(wasUnknown);
    await this.tellWhatRuns();
    for (const lease of this.returning.values()) this.giveBack(lease);
    await reapLeases.run(commands, [this.key('owners'), this.key('tallies'), this.key('reports')], [deadMilliseconds]);
  }

  private async register(all: boolean): Promise<void> {
    const missing = [...this.held.values()].filter((lease) => all || !lease.registered);
    if (missing.length === 0) return;
    const transaction = this.redis.commands.multi();
    for (const lease of missing) {
      const tallies = [lease.tallies[0]!, ...(lease.from === undefined ? [] : [lease.from])];
      for (const tally of tallies) transaction.hset(tally, lease.id, this.owner).sadd(this.key('tallies'), tally);
      lease.registered = true;
    }
    await inTime(transaction.exec());
  }

  private async tellWhatRuns(): Promise<void> {
    if (!this.running) return;
    const leases = this.running();
    const transaction = this.redis.commands.multi().del(this.report);
    if (leases.length > 0) {
      transaction
        .sadd(this.report, ...leases)
        .pexpire(this.report, reportMilliseconds)
        .sadd(this.key('reports'), this.report);
    }
    await inTime(transaction.exec());
  }

  private leaseFor(demand: ConcurrencyDemand): Lease {
    const provisioned = demand.allocated.has(demand.configurationId)
      ? [this.provisionedTally(demand, demand.configurationId)]
      : [];
    const tallies = [this.functionTally(demand), this.accountTally(demand), ...provisioned];
    return { id: randomUUID(), tallies, from: undefined, registered: false };
  }

  private get report(): string {
    return this.key(`running:${this.owner}`);
  }

  private functionTally({ functionId }: ConcurrencyDemand): string {
    return this.key(`f:${functionId}`);
  }

  private accountTally({ accountId, region }: ConcurrencyDemand): string {
    return this.key(`a:${accountId}/${region}`);
  }

  private provisionedTally({ functionId }: ConcurrencyDemand, configurationId: string): string {
    return this.key(`p:${functionId}:${configurationId}`);
  }

  private key(name: string): string {
    return `${this.redis.keyPrefix}{leases}:${name}`;
  }
}
