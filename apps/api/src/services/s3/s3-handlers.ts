import type { Call, Handlers, InputOf } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';

type S3Module = typeof import('@aws-sdk/client-s3');

/** A group of S3's operations, typed by the AWS SDK. */
export type S3Handlers = Handlers<S3Module, Principal>;

/** Exactly these operations. */
export type S3Group<Operation extends keyof S3Handlers> = Required<Pick<S3Handlers, Operation>>;

export type S3Input<Operation extends string> = InputOf<S3Module, Operation>;
export type S3Call = Call<Principal>;
