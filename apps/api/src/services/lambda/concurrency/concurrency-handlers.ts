import type { ConcurrencyReserver, Scope } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { referenceOf } from '../reference-of.js';

type Group = LambdaGroup<'PutFunctionConcurrency' | 'GetFunctionConcurrency' | 'DeleteFunctionConcurrency'>;

/** `changed` resolves when every process goes by what is reserved now. */
export function concurrencyHandlers(reserver: ConcurrencyReserver, changed: (scope: Scope) => Promise<void>): Group {
  return {
    async PutFunctionConcurrency(input, call) {
      const executions = input.ReservedConcurrentExecutions!;
      await changed(await reserver.reserve(referenceOf(input, call), executions));
      return { ReservedConcurrentExecutions: executions };
    },

    async GetFunctionConcurrency(input, call) {
      const executions = await reserver.find(referenceOf(input, call));
      return executions === undefined ? {} : { ReservedConcurrentExecutions: executions };
    },

    async DeleteFunctionConcurrency(input, call) {
      await changed(await reserver.release(referenceOf(input, call)));
      return {};
    },
  };
}
