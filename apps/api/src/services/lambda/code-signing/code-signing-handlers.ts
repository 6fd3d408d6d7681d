import type { CodeSigningConfig as ShownConfig } from '@aws-sdk/client-lambda';
import {
  type CodeSigning,
  type CodeSigningConfig,
  type CodeSigningConfigs,
  codeSigningConfigArn,
  functionArn,
} from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<
  | 'CreateCodeSigningConfig'
  | 'GetCodeSigningConfig'
  | 'UpdateCodeSigningConfig'
  | 'DeleteCodeSigningConfig'
  | 'ListCodeSigningConfigs'
  | 'ListFunctionsByCodeSigningConfig'
  | 'PutFunctionCodeSigningConfig'
  | 'GetFunctionCodeSigningConfig'
  | 'DeleteFunctionCodeSigningConfig'
>;

export function codeSigningHandlers(signing: CodeSigning, configs: Pick<CodeSigningConfigs, 'list'>): Group {
  return {
    async CreateCodeSigningConfig(input, call) {
      const config = await signing.create(call, {
        ...(input.Description !== undefined && { description: input.Description }),
        publisherArns: input.AllowedPublishers!.SigningProfileVersionArns!,
        untrustedArtifacts: input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? 'Warn',
        tags: input.Tags ?? {},
      });
      return { CodeSigningConfig: present(config) };
    },

    async GetCodeSigningConfig(input, call) {
      return { CodeSigningConfig: present(await signing.find(call, input.CodeSigningConfigArn!)) };
    },

    async UpdateCodeSigningConfig(input, call) {
      const publisherArns = input.AllowedPublishers?.SigningProfileVersionArns;
      const untrustedArtifacts = input.CodeSigningPolicies?.UntrustedArtifactOnDeployment;
      const config = await signing.update(call, input.CodeSigningConfigArn!, {
        ...(input.Description !== undefined && { description: input.Description }),
        ...(publisherArns && { publisherArns }),
        ...(untrustedArtifacts && { untrustedArtifacts }),
      });
      return { CodeSigningConfig: present(config) };
    },

    async DeleteCodeSigningConfig(input, call) {
      await signing.remove(call, input.CodeSigningConfigArn!);
      return {};
    },

    async ListCodeSigningConfigs(input, call) {
      const { items, next } = await configs.list(call, readPage(input));
      return { CodeSigningConfigs: items.map(present), ...presentNext(next) };
    },

    async ListFunctionsByCodeSigningConfig(input, call) {
      const { items, next } = await signing.functionsOf(call, input.CodeSigningConfigArn!, readPage(input));
      return { FunctionArns: items.map((fn) => functionArn(fn, fn.name)), ...presentNext(next) };
    },

    async PutFunctionCodeSigningConfig(input, call) {
      const fn = await signing.holdFunction(ownReferenceOf(input, call), input.CodeSigningConfigArn!);
      return { CodeSigningConfigArn: input.CodeSigningConfigArn, FunctionName: fn.name };
    },

    async GetFunctionCodeSigningConfig(input, call) {
      const { fn, arn } = await signing.ofFunction(referenceOf(input, call));
      // AWS answers nothing at all for a function without a config, against its own model.
      return (arn === undefined ? {} : { CodeSigningConfigArn: arn, FunctionName: fn.name }) as {
        CodeSigningConfigArn: string;
        FunctionName: string;
      };
    },

    async DeleteFunctionCodeSigningConfig(input, call) {
      await signing.releaseFunction(ownReferenceOf(input, call));
      return {};
    },
  };
}

function present(config: CodeSigningConfig): ShownConfig {
  const { id, description, publisherArns, untrustedArtifacts, modifiedAt } = config;
  return {
    CodeSigningConfigId: id,
    CodeSigningConfigArn: codeSigningConfigArn(config),
    Description: description,
    AllowedPublishers: { SigningProfileVersionArns: [...publisherArns] },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: untrustedArtifacts },
    LastModified: modifiedAt.toISOString().replace('Z', '+0000'),
  };
}
