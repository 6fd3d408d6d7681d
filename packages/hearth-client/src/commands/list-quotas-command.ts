import type { MetadataBearer } from '@smithy/types';
import { ListQuotas$ } from '../schemas.js';
import type { ListQuotasRequest, ListQuotasResponse } from '../shapes.js';
import { command, noPlugins } from './command.js';

export type ListQuotasCommandInput = ListQuotasRequest;
export interface ListQuotasCommandOutput extends ListQuotasResponse, MetadataBearer {}

/** Tells what the account may use in the region. */
export class ListQuotasCommand extends command<ListQuotasCommandInput, ListQuotasCommandOutput>(
  {},
  noPlugins,
  'ListQuotas',
  ListQuotas$,
) {}
