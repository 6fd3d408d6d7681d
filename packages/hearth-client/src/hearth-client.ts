import { getHostHeaderPlugin, getRecursionDetectionPlugin } from '@aws-sdk/core/client';
import { DefaultIdentityProviderConfig, getHttpAuthSchemePlugin, getHttpSigningPlugin } from '@smithy/core';
import { Client } from '@smithy/core/client';
import { getContentLengthPlugin } from '@smithy/core/protocols';
import { getRetryPlugin } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import type { NodeHttpHandlerOptions } from '@smithy/types';
import type { ServiceInputTypes, ServiceOutputTypes } from './commands/command.js';
import {
  authParameters,
  type HearthClientConfig,
  type HearthClientResolvedConfig,
  resolveClientConfig,
} from './hearth-client-config.js';

/** Hearth's own operations, used as any client of the AWS SDK: `await client.send(new ListWorkersCommand({}))`. */
export class HearthClient extends Client<
  NodeHttpHandlerOptions,
  ServiceInputTypes,
  ServiceOutputTypes,
  HearthClientResolvedConfig
> {
  constructor(choices: HearthClientConfig) {
    super(resolveClientConfig(choices));
    this.middlewareStack.use(getSchemaSerdePlugin(this.config));
    this.middlewareStack.use(getRetryPlugin(this.config));
    this.middlewareStack.use(getContentLengthPlugin(this.config));
    this.middlewareStack.use(getHostHeaderPlugin(this.config));
    this.middlewareStack.use(getRecursionDetectionPlugin(this.config));
    this.middlewareStack.use(
      getHttpAuthSchemePlugin(this.config, {
        httpAuthSchemeParametersProvider: authParameters,
        identityProviderConfigProvider: async (config) =>
          new DefaultIdentityProviderConfig({ 'aws.auth#sigv4': config.credentials }),
      }),
    );
    this.middlewareStack.use(getHttpSigningPlugin(this.config));
  }
}
