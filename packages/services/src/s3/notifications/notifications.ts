import { type Bucket, bucketArn } from '../buckets/bucket.js';
import type { ChangedKey } from '../objects/object-store.js';
import type { ObjectVersion } from '../objects/object-version.js';
import type { Author } from './author.js';
import { type Creation, type EventName, type Happening, removalIn, removals, type Tagging } from './happening.js';
import type { InvokableFunctions } from './invokable-functions.js';
import { listensTo } from './listens-to.js';
import type { Notice, Recipient } from './notice.js';
import type { LambdaNotification } from './notification-configuration.js';
import { notificationPayload } from './notification-payload.js';

/** Says what a change tells whom. `sequencer` is larger than those of the key's earlier changes. */
export type Announce<Change> = (change: Change, sequencer: bigint) => readonly Notice[];

interface Listener extends LambdaNotification {
  readonly recipient: Recipient;
}

/**
 * Finds out who is told of a change, before the change, so that nobody is asked anything under its lock. Undefined when there is nobody. A
 * function that does not exist any more, or does not let S3 invoke it any more, is not told.
 */
export class Notifications {
  constructor(
    private readonly functions: InvokableFunctions,
    /** Hears of functions that cannot be told. */
    private readonly onUndeliverable: (functionArn: string, bucket: Bucket, key: string) => void,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async ofCreation(bucket: Bucket, key: string, author: Author, name: Creation): Promise<Announce<ChangedKey> | undefined> {
    const listeners = await this.listeners(bucket, key, [name]);
    return (
      listeners &&
      (({ added }, sequencer) => this.notices(listeners, { bucket, key, author, sequencer }, added && { name, version: added }))
    );
  }

  async ofRemoval(bucket: Bucket, key: string, author: Author): Promise<Announce<ChangedKey> | undefined> {
    const listeners = await this.listeners(bucket, key, removals);
    return listeners && ((changed, sequencer) => this.notices(listeners, { bucket, key, author, sequencer }, removalIn(changed)));
  }

  async ofTagging(bucket: Bucket, key: string, author: Author, name: Tagging): Promise<Announce<ObjectVersion> | undefined> {
    const listeners = await this.listeners(bucket, key, [name]);
    return listeners && ((version, sequencer) => this.notices(listeners, { bucket, key, author, sequencer }, { name, version }));
  }

  private async listeners(bucket: Bucket, key: string, names: readonly EventName[]): Promise<readonly Listener[] | undefined> {
    const { lambda = [] } = bucket.notifications;
    const interested = lambda.filter((configuration) => names.some((name) => listensTo(configuration, name, key)));
    const source = { arn: bucketArn(bucket.name), accountId: bucket.accountId };
    const listeners: Listener[] = [];
    for (const configuration of interested) {
      const recipient = await this.functions.find(configuration.functionArn, source);
      if (recipient) listeners.push({ ...configuration, recipient });
      else this.onUndeliverable(configuration.functionArn, bucket, key);
    }
    return listeners.length === 0 ? undefined : listeners;
  }

  private notices(
    listeners: readonly Listener[],
    change: { readonly bucket: Bucket; readonly key: string; readonly author: Author; readonly sequencer: bigint },
    happening: Happening | undefined,
  ): readonly Notice[] {
    if (!happening) return [];
    const at = this.now();
    return listeners
      .filter((listener) => listensTo(listener, happening.name, change.key))
      .map(({ id, recipient }) => ({
        recipient,
        payload: notificationPayload({ ...change, configurationId: id, happening, at }),
      }));
  }
}
