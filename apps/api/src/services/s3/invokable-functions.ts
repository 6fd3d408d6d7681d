import type { Principal } from '@hearth/iam';
import { type FunctionResolver, type InvokePermissions, isFunctionReference, parseFunctionReference } from '@hearth/lambda';
import type { InvokableFunctions, Recipient } from '@hearth/services';

/** Which functions S3 may invoke: those that exist and whose own policies let it. */
export class LambdaInvokableFunctions implements InvokableFunctions {
  constructor(
    private readonly permissions: Pick<InvokePermissions<Principal>, 'mayInvoke'>,
    private readonly resolver: FunctionResolver,
  ) {}

  async find(functionArn: string, source: { readonly arn: string; readonly accountId: string }): Promise<Recipient | undefined> {
    const [, , , region = ''] = functionArn.split(':');
    if (!functionArn.startsWith('arn:aws:lambda:') || !isFunctionReference(functionArn)) return undefined;
    const reference = parseFunctionReference(functionArn, undefined, { accountId: source.accountId, region });
    const { scope, name: functionName, qualifier } = reference;
    if ((await this.permissions.mayInvoke('s3.amazonaws.com', source, reference)).kind === 'deny') return undefined;
    const found = await this.resolver.resolve(scope, functionName, qualifier);
    return found && { ...scope, functionId: found.functionId, functionName, qualifier, functionArn };
  }
}
