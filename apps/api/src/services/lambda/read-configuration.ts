import type { CreateFunctionCommandInput, UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '@hearth/lambda';
import { refuseUnbuilt } from './refuse-unbuilt.js';

type Input = CreateFunctionCommandInput | UpdateFunctionConfigurationCommandInput;

/** The configuration of a new function, with AWS's defaults. */
export function readConfiguration(input: CreateFunctionCommandInput, name: string): FunctionConfiguration {
  return {
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
    snapStart: 'None',
    ...readChange(input),
  };
}

/** What a caller wants to be different. */
export function readChange(input: Input): Partial<FunctionConfiguration> {
  refuseUnbuilt(input);
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
    snapStart: input.SnapStart?.ApplyOn,
  });
}

function present<T extends object>(members: T): { [Member in keyof T]?: NonNullable<T[Member]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null)) as never;
}
