import { paginateListVersionsByFunction } from '@aws-sdk/client-lambda';
import { type FunctionVersion, functionVersion } from '../../../../../functions/versions/function-version';
import { endpoint } from '../../../../../server/endpoint';

/** Every version, the newest first and `$LATEST` before them. */
export const GET = endpoint<{ name: string }>(async ({ clients, params }): Promise<FunctionVersion[]> => {
  const versions: FunctionVersion[] = [];
  for await (const page of paginateListVersionsByFunction({ client: clients.lambda }, { FunctionName: params.name })) {
    versions.push(...(page.Versions ?? []).map(functionVersion));
  }
  return versions.sort((one, other) => age(one) - age(other));
});

function age({ version }: FunctionVersion): number {
  return version === '$LATEST' ? Number.NEGATIVE_INFINITY : -Number(version);
}
