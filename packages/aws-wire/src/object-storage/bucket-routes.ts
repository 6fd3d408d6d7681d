import type { OperationDescription } from '../schema/description.js';
import type { BucketAddress } from './bucket-address.js';

interface RoutedRequest {
  readonly method: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
}

type Level = 'service' | 'bucket' | 'object';

interface Route {
  readonly operation: OperationDescription;
  readonly method: string;
  readonly level: Level;
  /** Sub-resources such as `?tagging`; one without a value is asked for whatever its value. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  /** Required members of the query and the headers, which tell UploadPart from PutObject and CopyObject from both. */
  readonly required: readonly { readonly in: 'query' | 'header'; readonly name: string }[];
}

/**
 * Finds the operation of a request for a bucket or an object. Methods and paths are few there: operations differ by their sub-resource
 * and by the members they cannot do without. The one that matches most of what the request carries is meant.
 */
export class BucketRoutes {
  readonly #routes: readonly Route[];

  constructor(operations: Iterable<OperationDescription>) {
    const routes = [...operations].flatMap(routeOf);
    const siblingsOf = (route: Route) => routes.filter((each) => placeOf(each) === placeOf(route));
    // Where the sub-resource alone says what is meant, a required member is missed in the operation's own words.
    const told = routes.map((route) => (siblingsOf(route).length === 1 ? { ...route, required: [] } : route));
    this.#routes = told.sort((a, b) => weight(b) - weight(a));
  }

  find(request: RoutedRequest, { bucket, key }: BucketAddress): OperationDescription | undefined {
    const level = bucket === undefined ? 'service' : key === undefined ? 'bucket' : 'object';
    return this.#routes.find((route) => route.level === level && route.method === request.method && matches(route, request))
      ?.operation;
  }
}

function routeOf(operation: OperationDescription): Route[] {
  const { http, input } = operation;
  if (!http) return [];
  const labels = input.members.filter(({ location }) => location.in === 'label').map(({ name }) => name);
  const required = input.members.flatMap(({ required, location }) =>
    required && (location.in === 'query' || location.in === 'header') ? [{ in: location.in, name: location.name }] : [],
  );
  const level = labels.includes('Key') ? 'object' : labels.includes('Bucket') ? 'bucket' : 'service';
  return [{ operation, method: http.method, level, literals: http.query, required }];
}

function placeOf({ method, level, literals }: Route): string {
  return JSON.stringify([method, level, literals]);
}

function weight({ literals, required }: Route): number {
  return literals.length * 100 + required.length;
}

function matches({ literals, required }: Route, { query, headers }: RoutedRequest): boolean {
  return (
    literals.every(([name, value]) => query.some(([asked, given]) => asked === name && (value === '' || value === given))) &&
    required.every((member) =>
      member.in === 'header' ? headers[member.name.toLowerCase()] !== undefined : query.some(([asked]) => asked === member.name),
    )
  );
}
