import { makeBuilder, type SmithyResolvedConfiguration } from '@smithy/core/client';
import type { MetadataBearer, NodeHttpHandlerOptions } from '@smithy/types';
import type {
  ListQuotasRequest,
  ListQuotasResponse,
  ListWorkersRequest,
  ListWorkersResponse,
  PutQuotaRequest,
  Quota,
  SignInRequest,
  SignInResponse,
} from '../shapes.js';

export type ServiceInputTypes = SignInRequest | ListWorkersRequest | ListQuotasRequest | PutQuotaRequest;
export type ServiceOutputTypes = (SignInResponse | ListWorkersResponse | ListQuotasResponse | Quota) & MetadataBearer;

const noRuleSet = { applyToStack: () => {} };

/** Builds a command class from its operation's schema; Hearth has one endpoint, so there is no rule set to resolve it by. */
export const command = makeBuilder<SmithyResolvedConfiguration<NodeHttpHandlerOptions>, ServiceInputTypes, ServiceOutputTypes>(
  {},
  'Hearth',
  'HearthClient',
  () => noRuleSet,
);

export const noPlugins = () => [];
