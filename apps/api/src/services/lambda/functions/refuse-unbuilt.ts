import type {
  CreateFunctionCommandInput,
  FunctionCode,
  UpdateFunctionCodeCommandInput,
  UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { LambdaError } from '@hearth/lambda';

type Input = Partial<
  CreateFunctionCommandInput & UpdateFunctionConfigurationCommandInput & Omit<UpdateFunctionCodeCommandInput, 'RevisionId'>
>;

/**
 * Options of isolation, security and delivery that are not built: to store them and do nothing would be a promise broken in silence.
 * Values that mean "without" are accepted.
 */
const unbuilt: Record<string, (input: Input, code: FunctionCode) => unknown> = {
  FileSystemConfigs: (input) => input.FileSystemConfigs?.length,
  'DeadLetterConfig.TargetArn': (input) => input.DeadLetterConfig?.TargetArn,
  KMSKeyArn: (input) => input.KMSKeyArn,
  TenancyConfig: (input) => input.TenancyConfig,
  CapacityProviderConfig: (input) => input.CapacityProviderConfig,
  DurableConfig: (input) => input.DurableConfig,
  PublishTo: (input) => input.PublishTo,
  'PackageType Image': (input) => input.PackageType === 'Image',
  SourceKMSKeyArn: (_input, code) => code.SourceKMSKeyArn,
  'S3ObjectStorageMode REFERENCE': (_input, code) => code.S3ObjectStorageMode === 'REFERENCE',
};

/** Their names; docs/compatibility.md says of each why. */
export const unbuiltOptions: readonly string[] = Object.keys(unbuilt);

/** Comes after everything that AWS itself refuses. */
export function refuseUnbuilt(input: Input): void {
  for (const [option, isAsked] of Object.entries(unbuilt)) if (isAsked(input, input.Code ?? input)) throw notBuilt(option);
}

export function notBuilt(option: string): LambdaError {
  return new LambdaError(
    'InvalidParameterValueException',
    `Hearth does not support ${option} yet, and refuses it rather than ignore it. Leave it out to continue.`,
  );
}
