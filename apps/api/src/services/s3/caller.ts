import type { Call } from '@hearth/aws-wire';
import type { AnonymousPrincipal, Principal } from '@hearth/iam';

/** Who calls S3; somebody without a name has no account either. */
export type S3Caller = Principal | (AnonymousPrincipal & { readonly accountId: '' });

/** Stands where the wire expects whoever signed. Everything of S3 reads its callers with `callerOf`, which knows better. */
export const anonymous = { kind: 'anonymous', accountId: '' } as const as unknown as Principal;

export const callerOf = ({ principal }: Call<Principal>): S3Caller => principal as S3Caller;

/** How S3 names whoever does something. */
export const nameOf = (caller: S3Caller): string => (caller.kind === 'anonymous' ? 'anonymous' : caller.arn);
