import { latestVersion } from '../functions/function-reader.js';
import { LambdaError } from '../lambda-error.js';
import type { Alias } from './aliases.js';

/** Shares of the traffic by version, as RoutingConfig carries them. */
export type AdditionalVersionWeights = Readonly<Record<string, number>>;

/** The second version of an alias, or undefined; refuses what AWS does not route. */
export function additionalVersion(functionVersion: string, weights: AdditionalVersionWeights): Alias['additional'] {
  const entries = Object.entries(weights);
  const [first] = entries;
  if (!first) return undefined;
  if (entries.length > 1) throw refusal('Number of items in AdditionalVersionWeights cannot be greater than 1');
  const [version, weight] = first;
  if (functionVersion === latestVersion) {
    throw refusal('$LATEST is not supported for an alias pointing to more than 1 version', { Type: null });
  }
  if (version === functionVersion) {
    throw refusal(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  checkWeight(version, weight);
  return { version, weight };
}

function checkWeight(version: string, weight: number): void {
  const at = `at 'routingConfig.additionalVersionWeights' failed to satisfy constraint`;
  if (!/^[0-9]+$/.test(version)) {
    throw new LambdaError(
      'ValidationException',
      `1 validation error detected: Value '{${version}=${weight}}' ${at}: Map keys must satisfy constraint: [Member must have length less than ` +
        'or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]',
    );
  }
  if (!(weight >= 0 && weight <= 1)) {
    const shown = Number.isInteger(weight) ? weight.toFixed(1) : String(weight);
    throw new LambdaError(
      'ValidationException',
      `1 validation error detected: Value '{${version}=${shown}}' ${at}: Map value must satisfy constraint: [Member must have value less than ` +
        'or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
    );
  }
}

const refusal = (message: string, members: { readonly Type?: null } = {}) =>
  new LambdaError('InvalidParameterValueException', message, members);
