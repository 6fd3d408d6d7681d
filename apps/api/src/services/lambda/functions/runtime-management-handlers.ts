import { type FunctionReference, functionArn, type RuntimeManager, type VersionOfFunction } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<'GetRuntimeManagementConfig' | 'PutRuntimeManagementConfig'>;

export function runtimeManagementHandlers(manager: RuntimeManager): Group {
  return {
    async GetRuntimeManagementConfig(input, call) {
      const reference = referenceOf(input, call);
      return present(await manager.find(reference), reference);
    },
    async PutRuntimeManagementConfig(input, call) {
      const reference = ownReferenceOf(input, call);
      const { UpdateRuntimeOn: updateRuntimeOn, RuntimeVersionArn: runtimeVersionArn } = input;
      const management = { updateRuntimeOn: updateRuntimeOn!, ...(runtimeVersionArn !== undefined && { runtimeVersionArn }) };
      return present(await manager.put(reference, management), reference);
    },
  };
}

function present({ fn, version }: VersionOfFunction, { qualifier }: FunctionReference) {
  const { updateRuntimeOn, runtimeVersionArn } = version.runtimeManagement;
  return {
    UpdateRuntimeOn: updateRuntimeOn,
    FunctionArn: functionArn(fn, fn.name, qualifier),
    ...(runtimeVersionArn !== undefined && { RuntimeVersionArn: runtimeVersionArn }),
  };
}
