import { type EventSourceMappings, type MappingEditor, unsupportedDestination } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { ownReferenceOf } from '../reference-of.js';
import { presentCreated, presentMapping } from './present-mapping.js';
import { readNewSettings, readSettings } from './read-mapping.js';

type Group = LambdaGroup<
  | 'CreateEventSourceMapping'
  | 'GetEventSourceMapping'
  | 'ListEventSourceMappings'
  | 'UpdateEventSourceMapping'
  | 'DeleteEventSourceMapping'
>;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const listedMax = 100;

export function eventSourceMappingHandlers(editor: MappingEditor, mappings: Pick<EventSourceMappings, 'list'>): Group {
  return {
    async CreateEventSourceMapping(input, call) {
      refuseOnSuccess(input);
      const created = await editor.create({
        target: ownReferenceOf(input, call),
        sourceArn: input.EventSourceArn,
        bootstrapServers: input.SelfManagedEventSource && (input.SelfManagedEventSource.Endpoints?.KAFKA_BOOTSTRAP_SERVERS ?? []),
        given: readNewSettings(input),
        enabled: input.Enabled ?? true,
        tags: input.Tags ?? {},
      });
      return presentCreated(created);
    },

    async GetEventSourceMapping(input, call) {
      return presentMapping(await editor.find(call, input.UUID!));
    },

    async ListEventSourceMappings(input, call) {
      const fn = input.FunctionName === undefined ? undefined : ownReferenceOf({ FunctionName: input.FunctionName }, call);
      const filter = { ...(input.EventSourceArn !== undefined && { sourceArn: input.EventSourceArn }), ...(fn && { fn }) };
      const { items, next } = await mappings.list(call, filter, readPage(input, listedMax));
      return { EventSourceMappings: items.map(presentMapping), ...presentNext(next) };
    },

    async UpdateEventSourceMapping(input, call) {
      refuseOnSuccess(input);
      const updated = await editor.update(call, input.UUID!, {
        target: input.FunctionName === undefined ? undefined : ownReferenceOf({ FunctionName: input.FunctionName }, call),
        given: readSettings(input),
        enabled: input.Enabled,
      });
      return presentMapping(updated);
    },

    async DeleteEventSourceMapping(input, call) {
      return presentMapping(await editor.remove(call, input.UUID!));
    },
  };
}

/** No source has a destination for what went well. */
function refuseOnSuccess({
  DestinationConfig,
}: {
  readonly DestinationConfig?: { readonly OnSuccess?: object | undefined } | undefined;
}) {
  if (DestinationConfig?.OnSuccess) throw unsupportedDestination();
}
