import type { Redis } from 'ioredis';
import type { RedisConnection } from './connection.js';

export type Unsubscribe = () => void;

/**
 * Tells every process that listens now, at most once. What is published while a process is cut off from Redis never reaches it, so a
 * listener's copy needs an age limit of its own.
 */
export class RedisBroadcast {
  private readonly listeners = new Map<string, Set<(message: string) => void>>();
  private subscriber: Redis | undefined;

  constructor(private readonly redis: RedisConnection) {}

  /** Rejects when Redis cannot be reached. */
  async publish(topic: string, message: string): Promise<void> {
    await this.redis.commands.publish(this.channel(topic), message);
  }

  /** Resolves once messages arrive. Subscriptions survive a lost connection. */
  async subscribe(topic: string, listener: (message: string) => void): Promise<Unsubscribe> {
    const channel = this.channel(topic);
    const known = this.listeners.get(channel);
    const listeners = known ?? new Set();
    listeners.add(listener);
    this.listeners.set(channel, listeners);
    if (!known) await this.open().subscribe(channel);
    return () => {
      listeners.delete(listener);
    };
  }

  close(): void {
    this.subscriber?.disconnect();
  }

  private open(): Redis {
    if (this.subscriber) return this.subscriber;
    this.subscriber = this.redis.dedicated();
    this.subscriber.on('message', (channel: string, message: string) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(message);
    });
    return this.subscriber;
  }

  private channel(topic: string): string {
    return `${this.redis.keyPrefix}broadcast:${topic}`;
  }
}
