import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import { readModule } from '../schema/read-module.js';
import { constraintsOf } from './constraints-of.js';
import { InputValidator } from './input-validator.js';

const services = {
  lambda: { description: readModule(lambda), constraints: constraintsOf('lambda') },
  iam: { description: readModule(iam), constraints: constraintsOf('iam') },
};
const validators = {
  lambda: new InputValidator(services.lambda.description, services.lambda.constraints),
  iam: new InputValidator(services.iam.description, services.iam.constraints),
};

/** What is wrong with an input, or undefined when nothing is. */
function refusal(service: 'lambda' | 'iam', operation: string, input: Record<string, unknown>): string | undefined {
  try {
    validators[service].validate(services[service].description.operations.get(operation)!, input);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const role = 'arn:aws:iam::123456789012:role/r';
const create = {
  FunctionName: 'f',
  Role: role,
  Handler: 'index.handler',
  Runtime: 'nodejs22.x',
  Code: { ZipFile: Buffer.from('zip') },
};
const arnPart = '(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}';
const urlQualifier = '((?!^\\d+$)^[0-9a-zA-Z-_]+$)';
const taggable = `arn:(aws[a-zA-Z-]*):lambda:${arnPart}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)`;
const layerVersion = `(arn:(aws[a-zA-Z-]*)?:lambda:${arnPart}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)`;
const layerArn = 'arn:aws:lambda:us-east-1:111111111111:layer:l';
const runtimes =
  'nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2';
const longArn = `arn:aws:lambda:us-east-1:111111111111:function:${'a'.repeat(140)}`;

/** Recorded from AWS; each is one violation unless it says otherwise. */
const recorded: readonly (readonly [operation: string, input: Record<string, unknown>, ...violations: string[]])[] = [
  [
    'AddLayerVersionPermission',
    { LayerName: 'l', VersionNumber: 1, Action: '*', Principal: '*', StatementId: 's' },
    "Value '*' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: lambda:GetLayerVersion",
  ],
  [
    'AddPermission',
    { FunctionName: 'f', Action: 'lambda:InvokeFunction', StatementId: 'example.com', Principal: 's3.amazonaws.com' },
    "Value 'example.com' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)",
  ],
  [
    'AddPermission',
    {
      FunctionName: 'f',
      Action: 'lambda:InvokeFunction',
      StatementId: 's3',
      Principal: 's3.amazonaws.com',
      SourceArn: 'arn:aws:s3:::test-bucket',
      Qualifier: 'invalid-qualifier-with-?-char',
    },
    "Value 'invalid-qualifier-with-?-char' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
  ],
  [
    'CreateAlias',
    { FunctionName: 'f', Name: '2024', FunctionVersion: '1' },
    "Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
  ],
  [
    'CreateAlias',
    { FunctionName: 'f', Name: 'custom', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { $LATEST: 0.5 } } },
    "Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
  ],
  [
    'CreateAlias',
    { FunctionName: 'f', Name: 'custom', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { 2: -1 } } },
    "Value '{2=-1.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
  ],
  [
    'CreateEventSourceMapping',
    { FunctionName: 'f', EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', StartingPosition: 'invalid' },
    "Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
  ],
  [
    'CreateFunction',
    { ...create, VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['bad'] } },
    "Value '[bad]' at 'vpcConfig.securityGroupIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: sg-[0-9a-zA-Z]*]",
  ],
  [
    'CreateFunction',
    { ...create, VpcConfig: { SubnetIds: ['bad'], SecurityGroupIds: ['sg-1'] } },
    "Value '[bad]' at 'vpcConfig.subnetIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: subnet-[0-9a-z]*]",
  ],
  [
    'CreateFunction',
    { ...create, Architectures: ['X86_64'] },
    "Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
  ],
  [
    'CreateFunction',
    { ...create, Architectures: ['x86_64', 'arm64'] },
    "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
  ],
  [
    'CreateFunction',
    { ...create, FunctionName: longArn },
    `Value '${longArn}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 140`,
  ],
  [
    'CreateFunction',
    { ...create, FunctionName: 'invalid:function:name' },
    `Value 'invalid:function:name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?(${arnPart}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
  ],
  [
    'CreateFunction',
    { ...create, SnapStart: { ApplyOn: 'invalidOption' } },
    "Value 'invalidOption' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]",
  ],
  [
    'CreateFunction',
    { ...create, Role: 'r1' },
    "Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
  ],
  [
    'CreateFunctionUrlConfig',
    { FunctionName: 'f', AuthType: 'NONE', Qualifier: '$LATEST' },
    `Value '$LATEST' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ${urlQualifier}`,
  ],
  [
    'CreateFunctionUrlConfig',
    { FunctionName: 'f', AuthType: 'NONE', InvokeMode: 'UNKNOWN' },
    "Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
  ],
  [
    'DeleteFunctionUrlConfig',
    { FunctionName: 'f', Qualifier: '1' },
    `Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ${urlQualifier}`,
  ],
  [
    'GetLayerVersionByArn',
    { Arn: layerArn },
    `Value '${layerArn}' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${layerVersion}`,
  ],
  [
    'Invoke',
    { FunctionName: 'arn:aws:lambda:us-east-1:123400000000@function:myfn' },
    `Value 'arn:aws:lambda:us-east-1:123400000000@function:myfn' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?(${arnPart}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
  ],
  [
    'ListFunctions',
    { FunctionVersion: 'invalid' },
    "Value 'invalid' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]",
  ],
  [
    'ListLayers',
    { CompatibleArchitecture: 'archdoesnotexist' },
    "Value 'archdoesnotexist' at 'compatibleArchitecture' failed to satisfy constraint: Member must satisfy enum value set: [x86_64, arm64]",
  ],
  [
    'ListTags',
    { Resource: 'arn:aws:lambda:us-east-1:111111111111:foobar:x' },
    `Value 'arn:aws:lambda:us-east-1:111111111111:foobar:x' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: ${taggable}`,
  ],
  [
    'PublishLayerVersion',
    {
      LayerName: 'l',
      Content: { ZipFile: Buffer.from('zip') },
      CompatibleRuntimes: ['invalidruntime', 'invalidruntime2', 'nodejs20.x'],
      CompatibleArchitectures: ['invalidarch', 'x86_64'],
    },
    `Value '[invalidruntime, invalidruntime2, nodejs20.x]' at 'compatibleRuntimes' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes}]`,
    "Value '[invalidarch, x86_64]' at 'compatibleArchitectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
  ],
  [
    'PutFunctionEventInvokeConfig',
    {
      FunctionName: 'f',
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:_-/!lambda:us-east-1:111111111111:function:f' } },
    },
    `Value 'arn:aws:_-/!lambda:us-east-1:111111111111:function:f' at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:(${arnPart})?:(\\d{12})?:(.*)`,
  ],
  [
    'PutFunctionRecursionConfig',
    { FunctionName: 'f', RecursiveLoop: 'InvalidValue' },
    "Value 'InvalidValue' at 'recursiveLoop' failed to satisfy constraint: Member must satisfy enum value set: [Terminate, Allow]",
  ],
  [
    'PutProvisionedConcurrencyConfig',
    { FunctionName: 'f', Qualifier: '1', ProvisionedConcurrentExecutions: 0 },
    "Value '0' at 'provisionedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'TagResource',
    { Resource: 'arn:aws:something', Tags: { a: 'b' } },
    `Value 'arn:aws:something' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: ${taggable}`,
  ],
  [
    'UntagResource',
    { Resource: 'arn:aws:lambda:us-east-1:111111111111:function:f' },
    "Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
  ],
  [
    'UpdateFunctionConfiguration',
    { FunctionName: 'f', Layers: [layerArn] },
    `Value '[${layerArn}]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${layerVersion}, Member must not be null]`,
  ],
];

describe('a refused input', () => {
  test.each(recorded)('is told of as AWS was recorded to: %s %j', (operation, input, ...violations) => {
    const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
    expect(refusal('lambda', operation, input)).toBe(`${count} detected: ${violations.join('; ')}`);
  });

  test('is told of with every runtime of ListLayers, in the recorded order', () => {
    const message = refusal('lambda', 'ListLayers', { CompatibleRuntime: 'none' });
    expect(message).toMatch(
      /^1 validation error detected: Value 'none' at 'compatibleRuntime' .*\[ruby3.5, ruby2.6, .*, python2.7\]$/,
    );
    expect(message!.split(', ')).toHaveLength(56);
  });

  test('names elements of lists by their number from 1', () => {
    const input = {
      RoleName: 'r',
      AssumeRolePolicyDocument: '{}',
      Tags: [{ Key: 'a', Value: 'b' }, { Key: '', Value: 'b' }, { Value: 'b' }],
    };
    expect(refusal('iam', 'CreateRole', input)).toBe(
      "3 validation errors detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+; Value null at 'tags.3.member.key' failed to satisfy constraint: Member must not be null",
    );
  });

  test('does not show secrets', () => {
    const message = refusal('iam', 'CreateLoginProfile', { UserName: 'u', Password: `secret\u4e00${'x'.repeat(200)}` });
    expect(message).toContain(
      "Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 128",
    );
    expect(message).not.toContain('secret');
  });

  test('shows no more than 2,048 characters of a value', () => {
    const message = refusal('lambda', 'Invoke', { FunctionName: 'f'.repeat(1_000_000) });
    expect(message!.length).toBeLessThan(2_300);
  });
});

describe('an accepted input', () => {
  test('has a runtime of any name at CreateFunction: which run is not the wire to say', () => {
    expect(refusal('lambda', 'CreateFunction', { ...create, Runtime: 'PYTHON3.9' })).toBeUndefined();
    expect(refusal('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'f', Runtime: 'PYTHON3.9' })).toBeUndefined();
  });

  test('names a function in each of the ways that AWS has', () => {
    const names = [
      'f',
      '123456789012:function:f',
      'arn:aws:lambda:us-east-1:123456789012:function:f',
      'f:PROD',
      'f:$LATEST',
      'function:f',
    ];
    for (const FunctionName of names)
      expect([FunctionName, refusal('lambda', 'Invoke', { FunctionName })]).toEqual([FunctionName, undefined]);
  });
});

test('a fraction where an integer stands is no valid number at all', () => {
  expect(refusal('lambda', 'CreateFunction', { ...create, Timeout: 3.5 })).toMatch(/can not be converted to an Integer/);
});

test('no pattern of Lambda and IAM takes a second for hostile input of its greatest length', () => {
  const seeds = ['a', '0', '-', 'aA0-', 'arn:', 'arn:aws:lambda:us-east-1:', 'a-', 'a.', '/', 'x@', '%', ' ', '!a', '_'];
  for (const service of ['lambda', 'iam'] as const) {
    const { shapes } = services[service].constraints;
    for (const operation of services[service].description.operations.values()) {
      const required = shapes[operation.input.name]?.members ?? {};
      for (const [member, name] of Object.entries(required)) {
        const shape = shapes[name];
        if (shape?.pattern === undefined) continue;
        for (const seed of seeds) {
          const value = `${seed.repeat(Math.ceil(Math.min(shape.max ?? 10_000, 10_000) / seed.length)).slice(0, (shape.max ?? 10_000) - 1)}\u0000`;
          const started = performance.now();
          refusal(service, operation.name, { [member]: value });
          expect([operation.name, member, seed, performance.now() - started < 1_000]).toEqual([
            operation.name,
            member,
            seed,
            true,
          ]);
        }
      }
    }
  }
});
