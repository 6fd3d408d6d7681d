import { LambdaError } from '../lambda-error.js';
import type { FindTagged } from '../tags/resource-tags.js';
import { codeSigningConfigArn } from './code-signing-config.js';
import type { CodeSigningConfigs } from './code-signing-configs.js';

/** Finds code signing configs for their tags. */
export function findTaggedCodeSigningConfig(configs: Pick<CodeSigningConfigs, 'find' | 'replaceTags'>): FindTagged {
  return async (arn, caller) => {
    const config = await configs.find(arn.slice(arn.lastIndexOf(':') + 1));
    const isOwn = config?.accountId === caller.accountId && config.region === caller.region;
    if (!isOwn || codeSigningConfigArn(config) !== arn) {
      throw new LambdaError('ResourceNotFoundException', `Code signing config not found: ${arn}`);
    }
    return { tags: config.tags, replaceTags: (after) => configs.replaceTags(config.id, config.tags, after) };
  };
}
