import type { Handlers } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';

/** A group of Lambda's operations, typed by the AWS SDK. */
export type LambdaHandlers = Handlers<typeof import('@aws-sdk/client-lambda'), Principal>;

/** Exactly these operations, so that a group's own tests and types know them as present. */
export type LambdaGroup<Operation extends keyof LambdaHandlers> = Required<Pick<LambdaHandlers, Operation>>;
