import type { MetadataBearer } from '@smithy/types';
import { PutQuota$ } from '../schemas.js';
import type { PutQuotaRequest, Quota } from '../shapes.js';
import { command, noPlugins } from './command.js';

export type PutQuotaCommandInput = PutQuotaRequest;
export interface PutQuotaCommandOutput extends Quota, MetadataBearer {}

/** Lets the account use more or less of something in the region. */
export class PutQuotaCommand extends command<PutQuotaCommandInput, PutQuotaCommandOutput>({}, noPlugins, 'PutQuota', PutQuota$) {}
