import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';

export interface FunctionVersion {
  readonly version: string;
  readonly description: string;
  readonly runtime: string;
  readonly codeSha256: string;
  readonly lastModified: string;
}

export function functionVersion(configuration: FunctionConfiguration): FunctionVersion {
  return {
    version: configuration.Version ?? '',
    description: configuration.Description ?? '',
    runtime: configuration.Runtime ?? '',
    codeSha256: configuration.CodeSha256 ?? '',
    lastModified: configuration.LastModified ?? '',
  };
}

export interface FunctionAlias {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  /** The versions it leads to with their share of invocations, largest first; shares add up to 1. */
  readonly routes: readonly { readonly version: string; readonly share: number }[];
}

export function functionAlias(alias: AliasConfiguration): FunctionAlias {
  const additional = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {}).map(([version, share]) => ({
    version,
    share,
  }));
  const rest = 1 - additional.reduce((sum, { share }) => sum + share, 0);
  const routes = [{ version: alias.FunctionVersion ?? '', share: rest }, ...additional];
  return {
    name: alias.Name ?? '',
    arn: alias.AliasArn ?? '',
    description: alias.Description ?? '',
    routes: routes.sort((one, other) => other.share - one.share),
  };
}
