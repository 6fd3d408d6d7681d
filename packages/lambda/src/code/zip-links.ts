/** Knows the symbolic links of an archive and whether following them leaves its root, also when one leads through another. */
export class ZipLinks {
  private readonly targets = new Map<string, string>();

  add(path: string, target: string): void {
    this.targets.set(segments(path).join('/'), target);
  }

  /**
   * Whether a link leads out of the root or never ends, or whether an entry is placed beneath a link or in its place. `paths` are those of
   * every entry, links included.
   */
  leadOut(paths: readonly string[]): boolean {
    const entries = paths.map(segments);
    return (
      [...this.targets.keys()].some((path) => this.leavesRoot(path)) ||
      entries.some((entry) => this.liesBeneathLink(entry)) ||
      entries.filter((entry) => this.targets.has(entry.join('/'))).length > this.targets.size
    );
  }

  private leavesRoot(path: string): boolean {
    const target = this.targets.get(path)!;
    return target.startsWith('/') || this.follow(segments(path).slice(0, -1), target, 0) === undefined;
  }

  private liesBeneathLink(entry: readonly string[]): boolean {
    return entry.some((_, index) => index > 0 && this.targets.has(entry.slice(0, index).join('/')));
  }

  /** Where `target` leads from a folder; undefined outside of the root or after more links than Linux follows. */
  private follow(folder: readonly string[], target: string, followed: number): readonly string[] | undefined {
    if (followed > linksFollowedMax) return undefined;
    let at: readonly string[] | undefined = folder;
    for (const step of segments(target)) {
      if (step === '..') {
        if (at.length === 0) return undefined;
        at = at.slice(0, -1);
        continue;
      }
      const next = this.targets.get([...at, step].join('/'));
      at = next === undefined ? [...at, step] : this.follow(at, next, followed + 1);
      if (at === undefined) return undefined;
    }
    return at;
  }
}

/** path_resolution(7) */
const linksFollowedMax = 40;

const segments = (path: string) => path.split('/').filter((segment) => segment !== '' && segment !== '.');
