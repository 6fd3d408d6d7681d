import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope } from '@hearth/lambda';

const topic = 'functions';

/** Older than any copy that could be used without having heard of a change. */
const copyAgeMilliseconds = 5000;

interface Broadcast {
  publish(topic: string, message: string): Promise<void>;
  subscribe(topic: string, listener: (message: string) => void): Promise<unknown>;
}

/** What is remembered of functions. */
interface Memory {
  forget(scope: Scope, name: string): void;
}

/** Tells every API process that a function has changed. */
export class FunctionChanges {
  constructor(
    private readonly memories: readonly Memory[],
    private readonly broadcast: Broadcast,
  ) {}

  async listen(): Promise<void> {
    await this.broadcast.subscribe(topic, (message) => {
      const [accountId, region, name] = message.split('/');
      if (accountId && region && name) this.forget({ accountId, region }, name);
    });
  }

  /** Forgets here at once and elsewhere as soon as the news arrives; while Redis is away, copies elsewhere end by their age. */
  tell({ accountId, region, name }: Scope & { readonly name: string }): void {
    this.forget({ accountId, region }, name);
    this.broadcast.publish(topic, `${accountId}/${region}/${name}`).catch(() => {});
  }

  /** Resolves when no process uses what it knew before: with the news sent, or with every copy too old. */
  async told({ accountId, region, name }: Scope & { readonly name: string }): Promise<void> {
    this.forget({ accountId, region }, name);
    await this.broadcast.publish(topic, `${accountId}/${region}/${name}`).catch(() => sleep(copyAgeMilliseconds));
  }

  private forget(scope: Scope, name: string): void {
    for (const memory of this.memories) memory.forget(scope, name);
  }
}
