/** What a user and a role have in common: policies are given to both. */
export interface Entity {
  /** AWS's unique id (AIDA…, AROA…); a name that is used again gets another. */
  readonly id: string;
  readonly accountId: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly name: string;
  readonly tags: Tags;
  /** ARN of the policy that limits it. */
  readonly boundaryArn?: string;
  readonly createdAt: Date;
}

/** Keys and values in the order in which they were given. */
export type Tags = Readonly<Record<string, string>>;

/** Where a listing goes on, and how far. */
export interface PageRequest {
  readonly pathPrefix?: string;
  /** The last name of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** Keeps the users or the roles of all accounts. Names are unique in an account without regard to case. */
export interface EntityStore<E extends Entity> {
  find(accountId: string, name: string): Promise<E | undefined>;
  /** Ordered by name. */
  list(accountId: string, page: PageRequest): Promise<readonly E[]>;
  /** False when the name is taken. */
  insert(entity: E): Promise<boolean>;
  /** Writes what differs, so that a change made elsewhere at the same time stays. Id, account, name and path never differ. */
  update(before: E, after: E): Promise<void>;
  /** False while it has policies, keys or a login profile. */
  remove(id: string): Promise<boolean>;
}

/** The entity with another limiting policy, or with none. */
export function withBoundary<E extends Entity>(entity: E, boundaryArn: string | undefined): E {
  const { boundaryArn: _, ...rest } = entity;
  return (boundaryArn === undefined ? rest : { ...rest, boundaryArn }) as E;
}
