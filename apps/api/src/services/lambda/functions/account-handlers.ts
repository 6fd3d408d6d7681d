import { type AccountUsage, type ConcurrencySettings, type Quotas, unreserved } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';

export function accountHandlers(
  quotas: Pick<Quotas, 'of'>,
  account: AccountUsage,
  concurrency: ConcurrencySettings,
): LambdaGroup<'GetAccountSettings'> {
  return {
    async GetAccountSettings(_input, call) {
      const [limits, { functionCount, codeBytes }, promised] = await Promise.all([
        quotas.of(call),
        account.usage(call),
        concurrency.of(call),
      ]);
      return {
        AccountLimit: { ...limits, UnreservedConcurrentExecutions: Math.max(0, unreserved(promised)) },
        AccountUsage: { TotalCodeSize: codeBytes, FunctionCount: functionCount },
      };
    },
  };
}
