import { existsSync } from 'node:fs';
import type { UidRanges } from './uid-ranges.js';

/**
 * The range of user ids belongs to the /tmp image, not to the sandbox: files that one sandbox leaves there must be its successor's.
 * A range is free again once its image is deleted and no sandbox runs with it.
 */
export class ImageUids {
  private readonly ranges = new Map<string, number>();
  private readonly inUse = new Set<string>();

  constructor(private readonly uids: UidRanges) {}

  /** Throws when a running sandbox has the image: two at once would destroy its file system. */
  occupy(image: string): number {
    if (this.inUse.has(image)) throw new Error(`The tmp image ${image} is in use by a running sandbox`);
    this.collect();
    const first = this.ranges.get(image) ?? this.uids.take();
    this.ranges.set(image, first);
    this.inUse.add(image);
    return first;
  }

  leave(image: string): void {
    this.inUse.delete(image);
  }

  private collect(): void {
    for (const [image, first] of this.ranges) {
      if (this.inUse.has(image) || existsSync(image)) continue;
      this.ranges.delete(image);
      this.uids.giveBack(first);
    }
  }
}
