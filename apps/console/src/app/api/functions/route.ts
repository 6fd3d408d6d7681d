import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { type FunctionSummary, functionSummary } from '../../../functions/function-summary';
import { endpoint } from '../../../server/endpoint';

export interface FunctionListPage {
  readonly functions: readonly FunctionSummary[];
  readonly nextMarker?: string;
}

export const GET = endpoint(async ({ clients, query }): Promise<FunctionListPage> => {
  const marker = query.get('marker');
  const { Functions = [], NextMarker } = await clients.lambda.send(new ListFunctionsCommand(marker ? { Marker: marker } : {}));
  return { functions: Functions.map(functionSummary), ...(NextMarker && { nextMarker: NextMarker }) };
});
