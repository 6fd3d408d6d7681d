import { type FunctionReader, type Functions, type FunctionVersions, LambdaError } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { referenceOf } from '../reference-of.js';
import { presentListed } from './present-version.js';

export function listHandlers(
  reader: FunctionReader,
  functions: Functions,
  versions: FunctionVersions,
): LambdaGroup<'ListFunctions' | 'ListVersionsByFunction'> {
  return {
    async ListFunctions(input, call) {
      const isAll = input.FunctionVersion === 'ALL';
      if (input.MasterRegion !== undefined && !isAll) throw masterRegionAlone();
      // Replicas are made by CloudFront alone, so there are none of any one region.
      if (input.MasterRegion !== undefined && input.MasterRegion !== 'ALL') return { Functions: [] };
      const { items, next } = await (isAll ? versions.listAll(call, readPage(input)) : functions.list(call, readPage(input)));
      const Functions = items.map((found) => presentListed(found, isAll ? found.version.version : undefined));
      return { Functions, ...presentNext(next) };
    },

    async ListVersionsByFunction(input, call) {
      const fn = await reader.find({ ...referenceOf(input, call), qualifier: undefined });
      const { items, next } = await versions.list(fn.id, readPage(input));
      const Versions = items.map((version) => presentListed({ fn, version }, version.version));
      return { Versions, ...presentNext(next) };
    },
  };
}

const masterRegionAlone = () =>
  new LambdaError('InvalidParameterValueException', 'FunctionVersion must be set to ALL when MasterRegion is specified.');
