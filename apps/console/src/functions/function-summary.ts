import type { FunctionConfiguration } from '@aws-sdk/client-lambda';

/** A function as a row of the list shows it. */
export interface FunctionSummary {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly runtime: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly codeBytes: number;
  readonly lastModified: string;
}

export function functionSummary(configuration: FunctionConfiguration): FunctionSummary {
  return {
    name: configuration.FunctionName ?? '',
    arn: configuration.FunctionArn ?? '',
    description: configuration.Description ?? '',
    runtime: configuration.Runtime ?? configuration.PackageType ?? '',
    memoryMegabytes: configuration.MemorySize ?? 0,
    timeoutSeconds: configuration.Timeout ?? 0,
    codeBytes: configuration.CodeSize ?? 0,
    lastModified: configuration.LastModified ?? '',
  };
}
