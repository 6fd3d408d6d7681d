import { type Functions, unzippedBytesMax, zippedBytesMax } from '@hearth/lambda';
import type { LambdaGroup } from './lambda-handlers.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const concurrentExecutionsMax = 1000;
const totalCodeBytesMax = 300 * 1024 ** 3;

export function accountHandlers(functions: Functions): LambdaGroup<'GetAccountSettings'> {
  return {
    async GetAccountSettings(_input, call) {
      const { functionCount, codeBytes } = await functions.usage(call);
      return {
        AccountLimit: {
          TotalCodeSize: totalCodeBytesMax,
          CodeSizeUnzipped: unzippedBytesMax,
          CodeSizeZipped: zippedBytesMax,
          ConcurrentExecutions: concurrentExecutionsMax,
          UnreservedConcurrentExecutions: concurrentExecutionsMax,
        },
        AccountUsage: { TotalCodeSize: codeBytes, FunctionCount: functionCount },
      };
    },
  };
}
