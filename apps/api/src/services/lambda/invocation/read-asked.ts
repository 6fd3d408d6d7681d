import type { Call } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { checkPayload, type InvocationType, LambdaError, readClientContext } from '@hearth/lambda';
import type { Asked } from './invoker.js';

interface InvocationInput {
  readonly Payload?: Uint8Array | undefined;
  readonly ClientContext?: string | undefined;
  readonly TenantId?: string | undefined;
  readonly DurableExecutionName?: string | undefined;
}

/** What a call gives the function. Refuses a payload that is too large or no JSON, and what the function could not honour. */
export function readAsked(input: InvocationInput, call: Call<Principal>, type: InvocationType): Asked {
  refuseUnhonoured(input);
  const trace = call.headers['x-amzn-trace-id'];
  return {
    requestId: call.requestId,
    payload: checkPayload(input.Payload, type),
    ...(input.ClientContext && { clientContext: readClientContext(input.ClientContext) }),
    ...(typeof trace === 'string' && { traceHeader: trace }),
  };
}

/** No function here is isolated by tenant or runs durably; to run one all the same would be a promise broken in silence. */
function refuseUnhonoured({ TenantId, DurableExecutionName }: InvocationInput): void {
  if (TenantId !== undefined) {
    throw new LambdaError(
      'InvalidParameterValueException',
      'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
    );
  }
  if (DurableExecutionName !== undefined) {
    throw new LambdaError(
      'InvalidParameterValueException',
      'The invoked function is not a durable function. Remove the durable execution name from your request and try again.',
    );
  }
}
