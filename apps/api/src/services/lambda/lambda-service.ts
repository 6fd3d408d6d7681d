import * as lambda from '@aws-sdk/client-lambda';
import { constraintsOf, defineService, type Service } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { authorizeLambda } from './access/authorize-lambda.js';
import type { ResourceLookups } from './access/stored-resource.js';
import type { LambdaHandlers } from './lambda-handlers.js';

/** AWS's own limit for requests that carry a deployment package: 50 MB in base64 and room for the rest. */
const codeRequestBytesMax = 70_167_211;

/** AWS Lambda on the wire; operations without a handler are refused by name. */
export function lambdaService(handlers: LambdaHandlers, lookups: ResourceLookups): Service<Principal> {
  return defineService<typeof lambda, Principal>({
    module: lambda,
    signingName: 'lambda',
    protocols: ['rest-json'],
    constraints: constraintsOf('lambda'),
    authorization: authorizeLambda(lookups),
    handlers,
    bodyBytesMax: {
      CreateFunction: codeRequestBytesMax,
      UpdateFunctionCode: codeRequestBytesMax,
      PublishLayerVersion: codeRequestBytesMax,
    },
    siblings: {
      '/2025-03-07/': 'AWS Lambda Web Functions',
      '/2025-09-09/': 'AWS Lambda MicroVMs',
      '/2026-04-04/': 'AWS Lambda network connectors',
    },
  });
}
