import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import {
  type ConfiguredEvents,
  type EventInvokeConfig,
  type EventInvokeConfigEditor,
  functionArn,
  type LambdaFunction,
} from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<
  | 'PutFunctionEventInvokeConfig'
  | 'UpdateFunctionEventInvokeConfig'
  | 'GetFunctionEventInvokeConfig'
  | 'DeleteFunctionEventInvokeConfig'
  | 'ListFunctionEventInvokeConfigs'
>;

export function eventInvokeConfigHandlers(editor: EventInvokeConfigEditor): Group {
  return {
    async PutFunctionEventInvokeConfig(input, call) {
      const { fn, configured } = await editor.put(ownReferenceOf(input, call), read(input));
      return present(fn, configured);
    },

    async UpdateFunctionEventInvokeConfig(input, call) {
      const { fn, configured } = await editor.change(ownReferenceOf(input, call), read(input));
      return present(fn, configured);
    },

    async GetFunctionEventInvokeConfig(input, call) {
      const { fn, configured } = await editor.find(referenceOf(input, call));
      return present(fn, configured);
    },

    async DeleteFunctionEventInvokeConfig(input, call) {
      await editor.remove(ownReferenceOf(input, call));
      return {};
    },

    async ListFunctionEventInvokeConfigs(input, call) {
      const { fn, configured } = await editor.list(referenceOf(input, call), readPage(input));
      const FunctionEventInvokeConfigs = configured.items.map((config) => present(fn, config));
      return { FunctionEventInvokeConfigs, ...presentNext(configured.next) };
    },
  };
}

/** Destinations are given together: one that is left out is taken away. */
function read(input: PutFunctionEventInvokeConfigCommandInput): Partial<EventInvokeConfig> {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  return {
    ...(MaximumRetryAttempts !== undefined && { maximumRetryAttempts: MaximumRetryAttempts }),
    ...(MaximumEventAgeInSeconds !== undefined && { maximumEventAgeSeconds: MaximumEventAgeInSeconds }),
    ...(DestinationConfig && {
      onSuccess: DestinationConfig.OnSuccess?.Destination ?? '',
      onFailure: DestinationConfig.OnFailure?.Destination ?? '',
    }),
  };
}

function present(fn: LambdaFunction, configured: ConfiguredEvents): FunctionEventInvokeConfig {
  const { qualifier, modifiedAt, maximumRetryAttempts, maximumEventAgeSeconds, onSuccess, onFailure } = configured;
  return {
    LastModified: modifiedAt,
    FunctionArn: functionArn(fn, fn.name, qualifier),
    ...(maximumRetryAttempts !== undefined && { MaximumRetryAttempts: maximumRetryAttempts }),
    ...(maximumEventAgeSeconds !== undefined && { MaximumEventAgeInSeconds: maximumEventAgeSeconds }),
    DestinationConfig: {
      OnSuccess: onSuccess ? { Destination: onSuccess } : {},
      OnFailure: onFailure ? { Destination: onFailure } : {},
    },
  };
}
