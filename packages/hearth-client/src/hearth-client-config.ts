import { AwsSdkSigV4Signer, resolveAwsSdkSigV4Config } from '@aws-sdk/core/httpAuthSchemes';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { NoAuthSigner } from '@smithy/core';
import { Sha256 } from '@smithy/core/checksum';
import { getSmithyContext, normalizeProvider } from '@smithy/core/client';
import { parseUrl } from '@smithy/core/protocols';
import { resolveRetryConfig } from '@smithy/core/retry';
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  HandlerExecutionContext,
  HttpAuthOption,
  NodeHttpHandlerOptions,
} from '@smithy/types';
import { errorTypeRegistries } from './schemas.js';

export interface HearthClientConfig {
  /** Where Hearth's API listens, such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  readonly region: string;
  /** Needed by every operation but SignIn. */
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Three, as in the AWS SDK, unless told otherwise. */
  readonly maxAttempts?: number;
  readonly requestHandler?: NodeHttpHandlerOptions;
}

const signingName = 'hearth';
const protocolSettings = { defaultNamespace: 'com.amazonaws.hearth', errorTypeRegistries, version: '2026-11-01' };
const unsignedOperations = new Set(['SignIn']);
const sigV4 = 'aws.auth#sigv4';
const noAuth = 'smithy.api#noAuth';

interface AuthParameters {
  readonly operation: string;
  readonly region: string;
}

/** Fills a caller's few choices up to what the AWS SDK's middleware asks of a client. */
export function resolveClientConfig(choices: HearthClientConfig) {
  const base = {
    apiVersion: '2026-11-01',
    serviceId: 'Hearth',
    defaultSigningName: signingName,
    region: normalizeProvider(choices.region),
    endpoint: async () => parseUrl(choices.endpoint),
    credentials: choices.credentials,
    useFipsEndpoint: async () => false,
    useDualstackEndpoint: async () => false,
    requestHandler: NodeHttpHandler.create(choices.requestHandler),
    protocol: new AwsRestJsonProtocol(protocolSettings),
    protocolSettings,
    sha256: Sha256,
    urlParser: parseUrl,
    disableHostPrefix: true,
    bodyLengthChecker: calculateBodyLength,
    base64Decoder: fromBase64,
    base64Encoder: toBase64,
    utf8Decoder: fromUtf8,
    utf8Encoder: toUtf8,
    streamCollector,
    httpAuthSchemes: [
      {
        schemeId: sigV4,
        identityProvider: (config: IdentityProviders) => config.getIdentityProvider(sigV4),
        signer: new AwsSdkSigV4Signer(),
      },
      { schemeId: noAuth, identityProvider: () => async () => ({}), signer: new NoAuthSigner() },
    ],
    httpAuthSchemeProvider: authOptions,
    authSchemePreference: async () => [],
  };
  const retrying = resolveRetryConfig({
    ...base,
    retryMode: 'standard',
    ...(choices.maxAttempts && { maxAttempts: choices.maxAttempts }),
  });
  return resolveAwsSdkSigV4Config(retrying);
}

export type HearthClientResolvedConfig = ReturnType<typeof resolveClientConfig>;

export async function authParameters(
  config: Pick<HearthClientResolvedConfig, 'region' | 'credentials'>,
  context: HandlerExecutionContext,
): Promise<AuthParameters> {
  return { operation: String(getSmithyContext(context).operation), region: await config.region() };
}

interface IdentityProviders {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK hands out providers of any identity by the name of their scheme
  getIdentityProvider(schemeId: string): any;
}

function authOptions({ operation, region }: AuthParameters): HttpAuthOption[] {
  if (unsignedOperations.has(operation)) return [{ schemeId: noAuth }];
  return [
    {
      schemeId: sigV4,
      signingProperties: { name: signingName, region },
      propertiesExtractor: (config: unknown, context: unknown) => ({ signingProperties: { config, context } }),
    },
  ];
}
