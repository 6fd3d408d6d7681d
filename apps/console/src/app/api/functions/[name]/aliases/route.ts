import { paginateListAliases } from '@aws-sdk/client-lambda';
import { type FunctionAlias, functionAlias } from '../../../../../functions/versions/function-version';
import { endpoint } from '../../../../../server/endpoint';

export const GET = endpoint<{ name: string }>(async ({ clients, params }): Promise<FunctionAlias[]> => {
  const aliases: FunctionAlias[] = [];
  for await (const page of paginateListAliases({ client: clients.lambda }, { FunctionName: params.name })) {
    aliases.push(...(page.Aliases ?? []).map(functionAlias));
  }
  return aliases;
});
