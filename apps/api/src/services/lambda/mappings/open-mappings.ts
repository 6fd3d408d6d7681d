import {
  type FunctionReader,
  findTaggedMapping,
  MappingEditor,
  MappingSettler,
  SourceCheck,
  UnservedSources,
} from '@hearth/lambda';
import { type Identity, type PostgresConnection, PostgresEventSourceMappings } from '@hearth/postgres';
import { eventSourceMappingHandlers } from './event-source-mapping-handlers.js';

export type MappingIdentity = Pick<Identity, 'roleAuthority'>;

/** Puts together what wires polled sources to functions. */
export function openMappings(
  connection: PostgresConnection,
  reader: FunctionReader,
  { roleAuthority }: MappingIdentity,
  onError: (error: unknown) => void,
) {
  const mappings = new PostgresEventSourceMappings(connection);
  const sourceCheck = new SourceCheck(new UnservedSources(), roleAuthority('awslambda_event_source_mapping'));
  return {
    handlers: eventSourceMappingHandlers(new MappingEditor(reader, mappings, sourceCheck), mappings),
    findTagged: findTaggedMapping(mappings),
    settler: new MappingSettler(mappings, onError),
  };
}
