import type { RecursionGuard } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<'GetFunctionRecursionConfig' | 'PutFunctionRecursionConfig'>;

export function recursionHandlers(guard: RecursionGuard): Group {
  return {
    async GetFunctionRecursionConfig(input, call) {
      return { RecursiveLoop: await guard.find(referenceOf(input, call)) };
    },
    async PutFunctionRecursionConfig(input, call) {
      await guard.put(ownReferenceOf(input, call), input.RecursiveLoop!);
      return { RecursiveLoop: input.RecursiveLoop };
    },
  };
}
