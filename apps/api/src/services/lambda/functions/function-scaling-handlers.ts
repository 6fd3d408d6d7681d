import type { Call } from '@hearth/aws-wire';
import { type FunctionReader, LambdaError } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { ownReferenceOf } from '../reference-of.js';

type Group = LambdaGroup<'GetFunctionScalingConfig' | 'PutFunctionScalingConfig'>;

/** Scaling configs belong to functions that run on a capacity provider. Functions of Hearth do not, each of them. */
export function functionScalingHandlers(reader: Pick<FunctionReader, 'find' | 'findVersion'>): Group {
  const refuse = async (input: { readonly FunctionName: string; readonly Qualifier: string }, call: Call): Promise<never> => {
    const { qualifier, ...reference } = ownReferenceOf(input, call);
    if (qualifier === latestPublished) await reader.find({ ...reference, qualifier });
    else await reader.findVersion({ ...reference, qualifier });
    throw new LambdaError(
      'InvalidParameterValueException',
      'Function scaling configurations are supported only for functions that use a capacity provider.',
    );
  };
  return { GetFunctionScalingConfig: refuse, PutFunctionScalingConfig: refuse };
}

const latestPublished = '$LATEST.PUBLISHED';
