import type { LambdaFunction } from '../functions/function-version.js';
import type { Page, Paged } from '../functions/functions.js';
import type { Scope } from '../names/scope.js';
import type { CodeSigningConfig } from './code-signing-config.js';

/** Where code signing configs are kept. */
export interface CodeSigningConfigs {
  insert(config: CodeSigningConfig): Promise<void>;
  find(id: string): Promise<CodeSigningConfig | undefined>;
  /** By id. */
  list(scope: Scope, page: Page): Promise<Paged<CodeSigningConfig>>;
  /** What is named changes, the rest stays; undefined when there is no such config. */
  change(id: string, change: CodeSigningChange & { readonly modifiedAt: Date }): Promise<CodeSigningConfig | undefined>;
  remove(id: string): Promise<'removed' | 'gone' | 'in-use'>;
  /** False, and nothing is changed, when the tags are no longer those before. */
  replaceTags(id: string, before: CodeSigningConfig['tags'], after: CodeSigningConfig['tags']): Promise<boolean>;
}

export type CodeSigningChange = Partial<Pick<CodeSigningConfig, 'description' | 'publisherArns' | 'untrustedArtifacts'>>;

/** Which functions are held to which config. */
export interface SignedFunctions {
  /** Undefined for none; false when there is no such config. */
  hold(functionId: string, configId: string | undefined): Promise<boolean>;
  /** Functions held to the config, by name. */
  heldTo(configId: string, page: Page): Promise<Paged<LambdaFunction>>;
}
