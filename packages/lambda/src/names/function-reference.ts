import { LambdaError } from '../lambda-error.js';
import type { Scope } from './scope.js';

/** A function as a caller names it. */
export interface FunctionReference {
  readonly scope: Scope;
  readonly name: string;
  /** A version or alias; undefined when the caller gave none. */
  readonly qualifier: string | undefined;
}

const nameLengthMax = 64;
const forms =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a bare name, a partial ARN or a whole one, each with or without a qualifier. What is left out comes from the caller.
 * Refuses another region, and a `qualifier` that contradicts the one within `given`.
 */
export function parseFunctionReference(given: string, qualifier: string | undefined, caller: Scope): FunctionReference {
  const match = forms.exec(given);
  if (!match) throw invalidName(given, `Member must satisfy regular expression pattern: ${awsPattern}`);
  const [, region = caller.region, accountId = caller.accountId, name = '', derived] = match;
  if (region !== caller.region) {
    throw new LambdaError(
      'ResourceNotFoundException',
      `Functions from '${region}' are not reachable in this region ('${caller.region}')`,
    );
  }
  if (derived !== undefined && qualifier !== undefined && derived !== qualifier) {
    throw new LambdaError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { scope: { accountId, region }, name, qualifier: qualifier ?? derived };
}

/** Whether a text can be read as the name of a function at all. What cannot is nothing that a policy could speak of. */
export function isFunctionReference(given: string): boolean {
  return forms.test(given);
}

/** Refuses names that a function may not be given; others lead nowhere, and may be asked for. */
export function checkNewName(name: string): void {
  if (name.length > nameLengthMax) throw invalidName(name, `Member must have length less than or equal to ${nameLengthMax}`);
}

const awsPattern =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?';

function invalidName(given: string, constraint: string): LambdaError {
  return new LambdaError(
    'InvalidParameterValueException',
    `1 validation error detected: Value '${given}' at 'functionName' failed to satisfy constraint: ${constraint}`,
  );
}
