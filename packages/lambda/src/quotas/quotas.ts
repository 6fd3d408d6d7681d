import type { Scope } from '../names/scope.js';

/** What an account may use in a region, by the names under which GetAccountSettings tells of it. Sizes in bytes. */
export type AccountQuotas = Readonly<Record<QuotaName, number>>;

export type QuotaName = 'ConcurrentExecutions' | 'TotalCodeSize' | 'CodeSizeZipped' | 'CodeSizeUnzipped';

/** What every account may use unless it was given something else: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const defaultQuotas: AccountQuotas = {
  ConcurrentExecutions: 1000,
  TotalCodeSize: 300 * 1024 ** 3,
  CodeSizeZipped: 52_428_800,
  CodeSizeUnzipped: 262_144_000,
};

/** Where accounts' quotas are kept. */
export interface Quotas {
  of(scope: Scope): Promise<AccountQuotas>;
  /** Without a value the account has again what every account has. */
  put(scope: Scope, name: QuotaName, value: number | undefined): Promise<void>;
}

/** What an account uses in a region. */
export interface AccountUsage {
  usage(scope: Scope): Promise<{ readonly functionCount: number; readonly codeBytes: number }>;
}
