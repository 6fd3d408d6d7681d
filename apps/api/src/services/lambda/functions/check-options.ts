import type { CreateFunctionCommandInput, UpdateFunctionConfigurationCommandInput, VpcConfig } from '@aws-sdk/client-lambda';
import { LambdaError } from '@hearth/lambda';

type Input = CreateFunctionCommandInput | UpdateFunctionConfigurationCommandInput;

/** Refuses what AWS refuses of options that belong together, before a function is looked at. */
export function checkOptions(input: Input): void {
  if ('PackageType' in input && input.PackageType === 'Image') checkImage(input);
  else if (input.ImageConfig && Object.values(input.ImageConfig).some((value) => value !== undefined)) {
    throw refusal("Please don't provide ImageConfig when the intended function PackageType is Zip.");
  }
  if (input.VpcConfig) checkVpc(input.VpcConfig);
}

function checkImage({ Handler, Runtime, Layers, Code }: CreateFunctionCommandInput): void {
  if (Handler || Runtime || Layers?.length) {
    throw refusal("Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.");
  }
  if (!Code?.ImageUri) throw refusal('Please provide ImageUri when creating a function with packageType Image.');
}

/** There are no virtual networks here, so of each one asked for it is true that it does not exist. */
function checkVpc({ SubnetIds = [], SecurityGroupIds = [] }: VpcConfig): void {
  const [subnet] = SubnetIds;
  if (SubnetIds.length > 0 !== SecurityGroupIds.length > 0) {
    throw refusal('SubnetIds and SecurityIds must coexist or be both empty list.');
  }
  if (subnet === undefined) return;
  throw refusal(
    'Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound. ' +
      `EC2 Error Message: The subnet ID '${subnet}' does not exist`,
  );
}

const refusal = (message: string) => new LambdaError('InvalidParameterValueException', message);
