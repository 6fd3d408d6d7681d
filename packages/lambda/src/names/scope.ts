/** Where names are unique: one account in one region. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
}
