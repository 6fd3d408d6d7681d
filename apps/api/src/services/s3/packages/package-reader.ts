import type { Call } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';

/** Whoever holds a link to a deployment package. It stands where the wire expects whoever signed, and may do nothing but read it. */
export const packageReader = { kind: 'package-reader', accountId: '' } as unknown as Principal;

export const isPackageReader = ({ principal }: Call<Principal>): boolean => principal === packageReader;
