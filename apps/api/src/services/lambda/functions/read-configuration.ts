import type { CreateFunctionCommandInput, UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import { configured, type FunctionConfiguration } from '@hearth/lambda';

type Input = CreateFunctionCommandInput | UpdateFunctionConfigurationCommandInput;

/** The configuration of a new function, with AWS's defaults. */
export function readConfiguration(input: CreateFunctionCommandInput, name: string): FunctionConfiguration {
  const defaults: FunctionConfiguration = {
    description: '',
    runtime: '',
    handler: '',
    roleArn: '',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    ephemeralStorageMegabytes: 512,
    architecture: input.Architectures?.[0] ?? 'x86_64',
    tracingMode: 'PassThrough',
    logGroup: `/aws/lambda/${name}`,
    logFormat: 'Text',
    snapStart: 'None',
  };
  return configured(defaults, readChange(input));
}

/** What a caller wants to be different. */
export function readChange(input: Input): Partial<FunctionConfiguration> {
  return present({
    description: input.Description,
    runtime: input.Runtime,
    handler: input.Handler,
    roleArn: input.Role,
    timeoutSeconds: input.Timeout,
    memoryMegabytes: input.MemorySize,
    ephemeralStorageMegabytes: input.EphemeralStorage?.Size,
    environment: input.Environment && (input.Environment.Variables ?? {}),
    tracingMode: input.TracingConfig?.Mode,
    logGroup: input.LoggingConfig?.LogGroup,
    logFormat: input.LoggingConfig?.LogFormat,
    applicationLogLevel: input.LoggingConfig?.ApplicationLogLevel,
    systemLogLevel: input.LoggingConfig?.SystemLogLevel,
    snapStart: input.SnapStart?.ApplyOn,
  });
}

function present<T extends object>(members: T): { [Member in keyof T]?: NonNullable<T[Member]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null)) as never;
}
