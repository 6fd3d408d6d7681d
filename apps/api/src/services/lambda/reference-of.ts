import { type FunctionReference, LambdaError, parseFunctionReference } from '@hearth/lambda';

interface Named {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

/** The function that a call names. The wire has made sure that a name is there. */
export function referenceOf(input: Named, caller: { readonly accountId: string; readonly region: string }): FunctionReference {
  return parseFunctionReference(input.FunctionName!, input.Qualifier, { accountId: caller.accountId, region: caller.region });
}

/**
 * As `referenceOf`, for what AWS never opens to other accounts, whatever a function's policy says. What it may open is decided by
 * authorisation alone.
 */
export function ownReferenceOf(input: Named, caller: { readonly accountId: string; readonly region: string }): FunctionReference {
  const reference = referenceOf(input, caller);
  if (reference.scope.accountId === caller.accountId) return reference;
  throw new LambdaError('AccessDeniedException', 'The function belongs to another account.');
}
