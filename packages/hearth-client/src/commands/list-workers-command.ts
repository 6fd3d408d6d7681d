import type { MetadataBearer } from '@smithy/types';
import { ListWorkers$ } from '../schemas.js';
import type { ListWorkersRequest, ListWorkersResponse } from '../shapes.js';
import { command, noPlugins } from './command.js';

export type ListWorkersCommandInput = ListWorkersRequest;
export interface ListWorkersCommandOutput extends ListWorkersResponse, MetadataBearer {}

/** Names the workers that can run functions now, and what their sandboxes cannot enforce. */
export class ListWorkersCommand extends command<ListWorkersCommandInput, ListWorkersCommandOutput>(
  {},
  noPlugins,
  'ListWorkers',
  ListWorkers$,
) {}
