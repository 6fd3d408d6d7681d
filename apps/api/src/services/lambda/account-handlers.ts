import type { AccountUsage, Quotas } from '@hearth/lambda';
import type { LambdaGroup } from './lambda-handlers.js';

export function accountHandlers(quotas: Pick<Quotas, 'of'>, account: AccountUsage): LambdaGroup<'GetAccountSettings'> {
  return {
    async GetAccountSettings(_input, call) {
      const [limits, { functionCount, codeBytes }] = await Promise.all([quotas.of(call), account.usage(call)]);
      return {
        AccountLimit: { ...limits, UnreservedConcurrentExecutions: limits.ConcurrentExecutions },
        AccountUsage: { TotalCodeSize: codeBytes, FunctionCount: functionCount },
      };
    },
  };
}
