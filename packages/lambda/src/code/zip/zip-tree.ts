import { zipPath } from './zip-path.js';
import { BadZipError } from './zip-source.js';

interface Node {
  readonly id: number;
  readonly kind: 'file' | 'folder' | 'link';
  readonly parent: Node | undefined;
  readonly target?: string;
  /** Of a link: where it leads, once that is known; `following` while it is being found out. */
  leadsTo?: Place | 'following';
}

/** Where a path ends: at a node, or so many steps beyond it where nothing is. */
interface Place {
  readonly node: Node;
  readonly beyond: number;
  /** How many links were followed on the way. */
  readonly links: number;
}

/** Files and folders together, also the folders that no entry of their own names. */
const nodesMax = 131_070;
/** path_resolution(7) */
const linksFollowedMax = 40;
/** PATH_MAX of Linux, and of all links together what can be followed within a tenth of a second. */
const targetBytesMax = 4095;
const targetsBytesMax = 4 * 1024 * 1024;

/**
 * The files, folders and links that unpacking a zip would make. Refuses with BadZipError what cannot be there together or leads out: two
 * files of one name, anything beneath a file or a link, and links that leave the root, also through one another, or never end.
 * Names that differ in nothing but case are different names, as on Linux.
 */
export class ZipTree {
  readonly #root: Node = { id: 0, kind: 'folder', parent: undefined };
  readonly #nodes = new Map<string, Node>();
  readonly #links: Node[] = [];
  #targetsBytes = 0;

  /** The path that the entry has in the tree; empty for the root itself. */
  addFile(name: string): readonly string[] {
    return this.#place(name, 'file');
  }

  addFolder(name: string): readonly string[] {
    return this.#place(name, 'folder');
  }

  addLink(name: string, target: string): readonly string[] {
    const bytes = Buffer.byteLength(target);
    this.#targetsBytes += bytes;
    if (bytes === 0 || bytes > targetBytesMax || this.#targetsBytes > targetsBytesMax || target.includes('\0')) {
      throw new BadZipError(`${name} is no link that could be followed`);
    }
    return this.#place(name, 'link', target);
  }

  /** Call it once every entry is there. */
  checkLinks(): void {
    for (const link of this.#links) this.#follow(link, 0);
  }

  #place(name: string, kind: Node['kind'], target?: string): readonly string[] {
    const path = zipPath(name);
    let folder = this.#root;
    for (const segment of path.slice(0, -1)) folder = this.#folderIn(folder, segment, name);
    const last = path.at(-1);
    if (last === undefined) {
      if (kind === 'folder') return path;
      throw new BadZipError(`${name} is no name for a file`);
    }
    if (kind === 'folder') this.#folderIn(folder, last, name);
    else if (this.#nodes.has(key(folder, last))) throw new BadZipError(`${name} is there twice`);
    else this.#add(folder, last, kind, target);
    return path;
  }

  #folderIn(parent: Node, segment: string, name: string): Node {
    const found = this.#nodes.get(key(parent, segment)) ?? this.#add(parent, segment, 'folder');
    if (found.kind !== 'folder') throw new BadZipError(`${name} lies beneath something that is no folder`);
    return found;
  }

  #add(parent: Node, segment: string, kind: Node['kind'], target?: string): Node {
    if (this.#nodes.size >= nodesMax) throw new BadZipError('it has too many folders');
    const node: Node = { id: this.#nodes.size + 1, kind, parent, ...(target !== undefined && { target }) };
    this.#nodes.set(key(parent, segment), node);
    if (kind === 'link') this.#links.push(node);
    return node;
  }

  /** Each link is followed once, whoever leads to it. */
  #follow(link: Node, depth: number): Place {
    if (link.leadsTo === 'following' || depth > linksFollowedMax) throw leadsNowhere(link);
    if (link.leadsTo) return link.leadsTo;
    link.leadsTo = 'following';
    const place = this.#walk(link, depth);
    if (place.links > linksFollowedMax) throw leadsNowhere(link);
    link.leadsTo = place;
    return place;
  }

  #walk(link: Node, depth: number): Place {
    const target = link.target ?? '';
    if (target.startsWith('/')) throw leadsOut(link);
    let node = link.parent!;
    let beyond = 0;
    let links = 1;
    for (const step of target.split('/')) {
      if (step === '' || step === '.') continue;
      if (step === '..') {
        if (beyond > 0) beyond--;
        else if (node.parent) node = node.parent;
        else throw leadsOut(link);
        continue;
      }
      const next = beyond > 0 ? undefined : this.#nodes.get(key(node, step));
      if (!next) beyond++;
      else if (next.kind !== 'link') node = next;
      else {
        const place = this.#follow(next, depth + 1);
        node = place.node;
        beyond = place.beyond;
        links += place.links;
      }
    }
    return { node, beyond, links };
  }
}

const key = (parent: Node, segment: string) => `${parent.id}/${segment}`;
const leadsOut = ({ target }: Node) => new BadZipError(`the link to ${target} leads out of the package`);
const leadsNowhere = ({ target }: Node) => new BadZipError(`the link to ${target} never ends`);
