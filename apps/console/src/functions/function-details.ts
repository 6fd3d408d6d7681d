import type { GetFunctionResponse } from '@aws-sdk/client-lambda';
import { type FunctionState, functionState } from './function-state';
import { type FunctionSummary, functionSummary } from './function-summary';

/** Everything the function's page says of one version of it. */
export interface FunctionDetails extends FunctionSummary, FunctionState {
  readonly version: string;
  readonly handler: string;
  readonly role: string;
  readonly architecture: string;
  readonly packageType: string;
  readonly codeSha256: string;
  readonly codeLocation?: string;
  readonly ephemeralStorageMegabytes: number;
  readonly tracingMode: string;
  readonly logGroup: string;
  readonly layers: readonly string[];
  readonly reservedConcurrency?: number;
  readonly environment: readonly NameAndValue[];
  readonly environmentError?: string;
  readonly tags: readonly NameAndValue[];
}

export interface NameAndValue {
  readonly name: string;
  readonly value: string;
}

export function functionDetails({
  Configuration: configuration = {},
  Code: code,
  Tags: tags,
  Concurrency: concurrency,
}: GetFunctionResponse): FunctionDetails {
  const summary = functionSummary(configuration);
  const { Environment: environment } = configuration;
  const reserved = concurrency?.ReservedConcurrentExecutions;
  return {
    ...summary,
    ...functionState(configuration),
    version: configuration.Version ?? '$LATEST',
    handler: configuration.Handler ?? '',
    role: configuration.Role ?? '',
    architecture: configuration.Architectures?.[0] ?? 'x86_64',
    packageType: configuration.PackageType ?? 'Zip',
    codeSha256: configuration.CodeSha256 ?? '',
    ...(code?.Location && { codeLocation: code.Location }),
    ephemeralStorageMegabytes: configuration.EphemeralStorage?.Size ?? 512,
    tracingMode: configuration.TracingConfig?.Mode ?? 'PassThrough',
    logGroup: configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${summary.name}`,
    layers: (configuration.Layers ?? []).map((layer) => layer.Arn ?? ''),
    ...(reserved !== undefined && { reservedConcurrency: reserved }),
    environment: sorted(environment?.Variables),
    ...(environment?.Error?.Message && { environmentError: environment.Error.Message }),
    tags: sorted(tags),
  };
}

function sorted(values: Record<string, string> = {}): NameAndValue[] {
  return Object.entries(values)
    .map(([name, value]) => ({ name, value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
