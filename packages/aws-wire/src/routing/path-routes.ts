import type { OperationDescription } from '../schema/description.js';

export interface PathMatch {
  readonly operation: OperationDescription;
  /** Still percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Node {
  readonly fixed: Map<string, Node>;
  label: Node | undefined;
  /** Operations that end here, those with a literal query first. */
  readonly ends: Route[];
}

interface Route {
  readonly operation: OperationDescription;
  readonly method: string;
  readonly query: readonly (readonly [string, string])[];
  readonly labelNames: readonly string[];
}

/**
 * Finds the operation of a method and path. Paths are matched segment by segment while still encoded, so that a label may hold a whole
 * ARN; one trailing slash is ignored, since clients of different ages differ in it.
 */
export class PathRoutes {
  readonly #root = newNode();

  constructor(operations: Iterable<OperationDescription>) {
    for (const operation of operations) this.#add(operation);
  }

  find(method: string, path: string, query: readonly (readonly [string, string])[]): PathMatch | undefined {
    const segments = segmentsOf(path);
    const values: string[] = [];
    const route = descend(this.#root, segments, 0, values, (node) =>
      node.ends.find((end) => end.method === method && end.query.every((literal) => query.some((pair) => equal(pair, literal)))),
    );
    if (!route) return undefined;
    const labels = Object.fromEntries(route.labelNames.map((name, i) => [name, values[i]!]));
    return { operation: route.operation, labels };
  }

  #add(operation: OperationDescription): void {
    const { http } = operation;
    if (!http) throw new Error(`${operation.name} has no path`);
    let node = this.#root;
    const labelNames: string[] = [];
    for (const segment of segmentsOf(http.path)) {
      const label = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (label !== undefined) {
        labelNames.push(label);
        node.label ??= newNode();
        node = node.label;
      } else {
        const next = node.fixed.get(segment) ?? newNode();
        node.fixed.set(segment, next);
        node = next;
      }
    }
    node.ends.push({ operation, method: http.method, query: http.query, labelNames });
    node.ends.sort((a, b) => b.query.length - a.query.length);
  }
}

/** Prefers fixed segments to labels. `values` holds the labels of the route that is returned. */
function descend(
  node: Node,
  segments: readonly string[],
  at: number,
  values: string[],
  end: (node: Node) => Route | undefined,
): Route | undefined {
  if (at === segments.length) return end(node);
  const segment = segments[at]!;
  const fixed = node.fixed.get(segment);
  const found = fixed && descend(fixed, segments, at + 1, values, end);
  if (found || !node.label || segment === '') return found;
  values.push(segment);
  const labelled = descend(node.label, segments, at + 1, values, end);
  if (!labelled) values.pop();
  return labelled;
}

function segmentsOf(path: string): readonly string[] {
  return path.slice(1, path.length > 1 && path.endsWith('/') ? -1 : undefined).split('/');
}

function equal(a: readonly [string, string], b: readonly [string, string]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function newNode(): Node {
  return { fixed: new Map(), label: undefined, ends: [] };
}
