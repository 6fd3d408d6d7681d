import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import {
  type AliasEditor,
  type Aliases,
  type AliasOfFunction,
  type FunctionReader,
  functionArn,
  type LambdaFunction,
} from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { referenceOf } from '../reference-of.js';

type Group = LambdaGroup<'CreateAlias' | 'GetAlias' | 'UpdateAlias' | 'DeleteAlias' | 'ListAliases'>;

/** `changed` is told of every function whose aliases are not as they were. */
export function aliasHandlers(
  reader: FunctionReader,
  editor: AliasEditor,
  aliases: Aliases,
  changed: (fn: LambdaFunction) => void,
): Group {
  return {
    async CreateAlias(input, call) {
      const created = await editor.create(referenceOf(input, call), {
        name: input.Name!,
        functionVersion: input.FunctionVersion!,
        description: input.Description ?? '',
        weights: input.RoutingConfig?.AdditionalVersionWeights ?? {},
      });
      changed(created.fn);
      return present(created);
    },

    async GetAlias(input, call) {
      return present(await editor.find(referenceOf(input, call), input.Name!));
    },

    async UpdateAlias(input, call) {
      const updated = await editor.update(referenceOf(input, call), input.Name!, {
        ...(input.FunctionVersion !== undefined && { functionVersion: input.FunctionVersion }),
        ...(input.Description !== undefined && { description: input.Description }),
        ...(input.RoutingConfig && { weights: input.RoutingConfig.AdditionalVersionWeights ?? {} }),
        ...(input.RevisionId && { revisionId: input.RevisionId }),
      });
      changed(updated.fn);
      return present(updated);
    },

    async DeleteAlias(input, call) {
      changed(await editor.remove(referenceOf(input, call), input.Name!));
      return {};
    },

    async ListAliases(input, call) {
      const fn = await reader.find({ ...referenceOf(input, call), qualifier: undefined });
      const { items, next } = await aliases.list(fn.id, input.FunctionVersion, readPage(input));
      return { Aliases: items.map((alias) => present({ fn, alias })), ...presentNext(next) };
    },
  };
}

function present({ fn, alias }: AliasOfFunction): AliasConfiguration {
  const { additional } = alias;
  return {
    AliasArn: functionArn(fn, fn.name, alias.name),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    RevisionId: alias.revisionId,
    ...(additional && { RoutingConfig: { AdditionalVersionWeights: { [additional.version]: additional.weight } } }),
  };
}
