import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { type FunctionState, functionState } from '../../../../functions/function-state';
import { endpoint } from '../../../../server/endpoint';

const namesMax = 50;

export type FunctionStates = Readonly<Record<string, FunctionState>>;

/** The states of the functions named, which ListFunctions does not tell. One that cannot be read is left out. */
export const GET = endpoint(async ({ clients, query }): Promise<FunctionStates> => {
  const names = query.getAll('name').slice(0, namesMax);
  const states = await Promise.all(
    names.map((name) =>
      clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })).then(
        (configuration) => [[name, functionState(configuration)] as const],
        () => [],
      ),
    ),
  );
  return Object.fromEntries(states.flat());
});
