import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { type FunctionDetails, functionDetails } from '../../../../functions/function-details';
import { endpoint } from '../../../../server/endpoint';

export const GET = endpoint<{ name: string }>(async ({ clients, params }): Promise<FunctionDetails> => {
  return functionDetails(await clients.lambda.send(new GetFunctionCommand({ FunctionName: params.name })));
});
