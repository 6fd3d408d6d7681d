import type { Principal } from '@hearth/iam';
import { type InvokePermissions, isFunctionReference, parseFunctionReference } from '@hearth/lambda';
import type { InvokableFunctions } from '@hearth/services';

/** Which functions S3 may invoke: those whose own policies, which only functions that exist have, let it. */
export class LambdaInvokableFunctions implements InvokableFunctions {
  constructor(private readonly permissions: Pick<InvokePermissions<Principal>, 'mayInvoke'>) {}

  async mayBeInvoked(functionArn: string, source: { readonly arn: string; readonly accountId: string }): Promise<boolean> {
    const [, , , region = ''] = functionArn.split(':');
    if (!functionArn.startsWith('arn:aws:lambda:') || !isFunctionReference(functionArn)) return false;
    const reference = parseFunctionReference(functionArn, undefined, { accountId: source.accountId, region });
    return (await this.permissions.mayInvoke('s3.amazonaws.com', source, reference)).kind === 'allow';
  }
}
