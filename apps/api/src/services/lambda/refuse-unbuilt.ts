import type { CreateFunctionCommandInput, UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import { LambdaError } from '@hearth/lambda';

type Input = Partial<CreateFunctionCommandInput & UpdateFunctionConfigurationCommandInput>;

/**
 * Options of isolation, security and delivery that are not built: to store them and do nothing would be a promise broken in silence.
 * Values that mean "without" are accepted.
 */
const unbuilt: Record<string, (input: Input) => unknown> = {
  'VpcConfig.SubnetIds': (input) => input.VpcConfig?.SubnetIds?.length,
  'VpcConfig.SecurityGroupIds': (input) => input.VpcConfig?.SecurityGroupIds?.length,
  FileSystemConfigs: (input) => input.FileSystemConfigs?.length,
  Layers: (input) => input.Layers?.length,
  'DeadLetterConfig.TargetArn': (input) => input.DeadLetterConfig?.TargetArn,
  KMSKeyArn: (input) => input.KMSKeyArn,
  CodeSigningConfigArn: (input) => input.CodeSigningConfigArn,
  TenancyConfig: (input) => input.TenancyConfig,
  CapacityProviderConfig: (input) => input.CapacityProviderConfig,
  DurableConfig: (input) => input.DurableConfig,
  ImageConfig: (input) => input.ImageConfig && Object.values(input.ImageConfig).some((value) => value !== undefined),
  PublishTo: (input) => input.PublishTo,
  'PackageType Image': (input) => input.PackageType === 'Image',
  'LoggingConfig.LogFormat JSON': (input) => input.LoggingConfig?.LogFormat === 'JSON',
};

export function refuseUnbuilt(input: Input): void {
  for (const [option, isAsked] of Object.entries(unbuilt)) if (isAsked(input)) throw notBuilt(option);
}

export function notBuilt(option: string): LambdaError {
  return new LambdaError(
    'InvalidParameterValueException',
    `Hearth does not support ${option} yet, and refuses it rather than ignore it. Leave it out to continue.`,
  );
}
