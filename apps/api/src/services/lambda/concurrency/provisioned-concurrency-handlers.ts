import type { GetProvisionedConcurrencyConfigCommandOutput } from '@aws-sdk/client-lambda';
import {
  type ConcurrencyProvisioner,
  functionArn,
  type ProvisionedConcurrency,
  provisioningStatus,
  type Scope,
} from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<
  | 'PutProvisionedConcurrencyConfig'
  | 'GetProvisionedConcurrencyConfig'
  | 'DeleteProvisionedConcurrencyConfig'
  | 'ListProvisionedConcurrencyConfigs'
>;

/** `changed` resolves when every process goes by what is provisioned now. */
export function provisionedConcurrencyHandlers(
  provisioner: ConcurrencyProvisioner,
  changed: (scope: Scope) => Promise<void>,
): Group {
  return {
    async PutProvisionedConcurrencyConfig(input, call) {
      const requested = input.ProvisionedConcurrentExecutions!;
      const { fn, provisioned } = await provisioner.put(ownReferenceOf(input, call), requested);
      await changed(fn);
      return present(provisioned);
    },

    async GetProvisionedConcurrencyConfig(input, call) {
      return present(await provisioner.find(referenceOf(input, call)));
    },

    async DeleteProvisionedConcurrencyConfig(input, call) {
      await changed(await provisioner.remove(ownReferenceOf(input, call)));
      return {};
    },

    async ListProvisionedConcurrencyConfigs(input, call) {
      const { fn, provisioned } = await provisioner.list(referenceOf(input, call), readPage(input));
      const ProvisionedConcurrencyConfigs = provisioned.items.map((item) => ({
        FunctionArn: functionArn(fn, fn.name, item.qualifier),
        ...present(item),
      }));
      return { ProvisionedConcurrencyConfigs, ...presentNext(provisioned.next) };
    },
  };
}

function present(provisioned: ProvisionedConcurrency): Omit<GetProvisionedConcurrencyConfigCommandOutput, '$metadata'> {
  const { status, reason, allocated } = provisioningStatus(provisioned);
  return {
    RequestedProvisionedConcurrentExecutions: provisioned.requested,
    AvailableProvisionedConcurrentExecutions: allocated,
    AllocatedProvisionedConcurrentExecutions: allocated,
    Status: status,
    ...(reason !== undefined && { StatusReason: reason }),
    LastModified: provisioned.modifiedAt.toISOString().replace(/\.\d+Z$/, '+0000'),
  };
}
