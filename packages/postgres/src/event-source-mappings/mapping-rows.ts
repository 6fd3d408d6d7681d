import { type EventSourceMapping, sourceKeys } from '@hearth/lambda';
import type { Prisma } from '../generated/client.js';

/** A row of `event_source_mappings`, as Prisma gives it. */
export interface MappingRow {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  readonly qualifier: string;
  readonly source: unknown;
  readonly settings: unknown;
  readonly enabled: boolean;
  readonly state: string;
  readonly settlesAt: Date | null;
  readonly modifiedAt: Date;
  readonly tags: unknown;
  readonly revisionId: string;
}

/** Without the tags, which change by themselves. */
export function toMappingRow(mapping: EventSourceMapping) {
  const { tags: _apart, ...rest } = mapping;
  return {
    ...rest,
    qualifier: mapping.qualifier ?? '',
    source: json(mapping.source),
    settings: json(mapping.settings),
    sourceArn: mapping.source.arn ?? null,
    sourceKeys: [...sourceKeys(mapping)],
    settlesAt: mapping.settlesAt ?? null,
  };
}

export function fromMappingRow(row: MappingRow): EventSourceMapping {
  const { id, accountId, region, functionName, qualifier, enabled, settlesAt, modifiedAt, revisionId } = row;
  return {
    id,
    accountId,
    region,
    functionName,
    ...(qualifier && { qualifier }),
    source: row.source as EventSourceMapping['source'],
    settings: row.settings as EventSourceMapping['settings'],
    enabled,
    state: row.state as EventSourceMapping['state'],
    ...(settlesAt && { settlesAt }),
    modifiedAt,
    tags: row.tags as EventSourceMapping['tags'],
    revisionId,
  };
}

/** Interfaces have no index signature, which Prisma's type of JSON asks for. */
const json = (value: object) => value as Prisma.InputJsonObject;
