import type { Call } from '@hearth/aws-wire';
import type { Authorizer, Principal } from '@hearth/iam';
import { type CheckLayer, LambdaError } from '@hearth/lambda';

/** Asks identity whether a caller may use a layer version: by its own policies and, from another account, by the layer version's too. */
export function checkLayerFor({ principal, conditionKeys }: Call<Principal>, authorizer: Authorizer): CheckLayer {
  return async (resource, policy) => {
    const decision = await authorizer.authorize({
      principal,
      action: 'lambda:GetLayerVersion',
      resource,
      context: conditionKeys,
      ...(policy !== undefined && { resourcePolicy: policy }),
    });
    if (decision.kind === 'deny') throw new LambdaError('AccessDeniedException', decision.message);
  };
}
