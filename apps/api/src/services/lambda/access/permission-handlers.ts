import type { AddPermissionCommandInput } from '@aws-sdk/client-lambda';
import type { LambdaFunction, NewPermission, Permissions, ResourcePolicies } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<
  'AddPermission' | 'RemovePermission' | 'GetPolicy' | 'GetResourcePolicy' | 'PutResourcePolicy' | 'DeleteResourcePolicy'
>;

/** `changed` is told of every function whose policies are not as they were. */
export function permissionHandlers(
  permissions: Permissions,
  resourcePolicies: ResourcePolicies,
  changed: (fn: LambdaFunction) => void,
): Group {
  return {
    async AddPermission(input, call) {
      const { fn, statement } = await permissions.add(ownReferenceOf(input, call), readPermission(input), input.RevisionId);
      changed(fn);
      return { Statement: JSON.stringify(statement) };
    },

    async RemovePermission(input, call) {
      changed(await permissions.remove(ownReferenceOf(input, call), input.StatementId!, input.RevisionId));
      return {};
    },

    async GetPolicy(input, call) {
      const { text, revisionId } = await permissions.find(referenceOf(input, call));
      return { Policy: text, RevisionId: revisionId };
    },

    async GetResourcePolicy(input, call) {
      const { text, revisionId } = await permissions.find(referenceOf({ FunctionName: input.ResourceArn }, call));
      return { Policy: text, RevisionId: revisionId };
    },

    async PutResourcePolicy(input, call) {
      const reference = ownReferenceOf({ FunctionName: input.ResourceArn }, call);
      const { fn, text, revisionId } = await resourcePolicies.put(reference, input.Policy!, input.RevisionId);
      changed(fn);
      return { Policy: text, RevisionId: revisionId };
    },

    async DeleteResourcePolicy(input, call) {
      const reference = ownReferenceOf({ FunctionName: input.ResourceArn }, call);
      changed(await resourcePolicies.remove(reference, input.RevisionId));
      return {};
    },
  };
}

function readPermission(input: Pick<AddPermissionCommandInput, keyof AddPermissionCommandInput>): NewPermission {
  const { SourceArn, SourceAccount, PrincipalOrgID, FunctionUrlAuthType, EventSourceToken, InvokedViaFunctionUrl } = input;
  return {
    statementId: input.StatementId!,
    action: input.Action!,
    principal: input.Principal!,
    ...(SourceArn !== undefined && { sourceArn: SourceArn }),
    ...(SourceAccount !== undefined && { sourceAccount: SourceAccount }),
    ...(PrincipalOrgID !== undefined && { principalOrgId: PrincipalOrgID }),
    ...(FunctionUrlAuthType !== undefined && { functionUrlAuthType: FunctionUrlAuthType }),
    ...(EventSourceToken !== undefined && { eventSourceToken: EventSourceToken }),
    ...(InvokedViaFunctionUrl !== undefined && { invokedViaFunctionUrl: InvokedViaFunctionUrl }),
  };
}
