import { latestVersion, notFound } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Functions } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { FunctionPolicies } from './function-policies.js';
import { checkPolicyRevision, noPolicyForLatest, noSuchResource, qualifierNotFound } from './permissions.js';
import { checkLength } from './policy-document.js';

/** Why a text cannot be the policy of a resource; undefined when it can. */
export type PolicyFault = (text: string, resourceArn: string) => Promise<string | undefined>;

/** Policies as whole documents: the same that permissions add statements to. */
export class ResourcePolicies {
  constructor(
    private readonly functions: Pick<Functions, 'find'>,
    private readonly policies: FunctionPolicies,
    private readonly faultOf: PolicyFault,
  ) {}

  /** Replaces whatever policy is there, also what permissions added. */
  async put(
    reference: FunctionReference,
    text: string,
    revisionId: string | undefined,
  ): Promise<{ readonly fn: LambdaFunction; readonly text: string; readonly revisionId: string }> {
    const { scope, name, qualifier } = reference;
    if (qualifier === latestVersion) throw noPolicyForLatest();
    const fn = await this.functions.find(scope, name);
    if (!fn) throw notFound({ scope, name, qualifier: undefined });
    checkLength(text);
    const fault = await this.faultOf(text, functionArn(scope, name, qualifier));
    if (fault !== undefined) throw new LambdaError('InvalidParameterValueException', fault);
    // As it is understood, so that what is shown is what holds, also where a member was written twice.
    const kept = JSON.stringify(JSON.parse(text));
    const policy = await this.policies.change(fn.id, qualifier, (current) => {
      checkPolicyRevision(current, revisionId);
      return kept;
    });
    if (!policy) throw qualifierNotFound(reference);
    return { fn, text: kept, revisionId: policy.revisionId };
  }

  async remove(reference: FunctionReference, revisionId: string | undefined): Promise<LambdaFunction> {
    const { scope, name, qualifier } = reference;
    const fn = await this.functions.find(scope, name);
    if (!fn || qualifier === latestVersion) throw noSuchResource();
    const changed = await this.policies.change(fn.id, qualifier, (current) => {
      if (current.text === undefined) throw noSuchResource();
      checkPolicyRevision(current, revisionId);
      return undefined;
    });
    if (!changed) throw noSuchResource();
    return fn;
  }
}
