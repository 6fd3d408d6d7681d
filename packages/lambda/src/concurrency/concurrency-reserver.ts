import { type FunctionReader, latestVersion, notFound } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import { LambdaError } from '../lambda-error.js';
import type { FunctionReference } from '../names/function-reference.js';
import { type AccountConcurrency, unreserved } from './account-concurrency.js';
import type { ReservedConcurrencies } from './reserved-concurrencies.js';

/** What must stay for functions without a reservation: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
export const unreservedMin = 100;

/** Keeps part of the account's concurrency for one function, or gives it back. */
export class ConcurrencyReserver {
  constructor(
    private readonly reader: FunctionReader,
    private readonly reservations: ReservedConcurrencies,
  ) {}

  async reserve(reference: FunctionReference, executions: number): Promise<LambdaFunction> {
    const fn = await this.changeable(reference);
    await this.reservations.put(fn, executions, (account) => checkReservation(account, fn.id, executions));
    return fn;
  }

  async find(reference: FunctionReference): Promise<number | undefined> {
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    return this.reservations.find(fn.id);
  }

  /** That there was no reservation is no error. */
  async release(reference: FunctionReference): Promise<LambdaFunction> {
    const fn = await this.changeable(reference);
    await this.reservations.remove(fn.id);
    return fn;
  }

  private async changeable(reference: FunctionReference): Promise<LambdaFunction> {
    if (reference.qualifier !== undefined) {
      throw new LambdaError(
        'InvalidParameterValueException',
        'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. ' +
          'Please specify either a function name or an unqualified function ARN.',
      );
    }
    try {
      return await this.reader.find(reference);
    } catch (error) {
      // AWS names the version that a change would have been for.
      if (error instanceof LambdaError && error.code === 'ResourceNotFoundException')
        throw notFound({ ...reference, qualifier: latestVersion });
      throw error;
    }
  }
}

/** Refuses what would leave too little to others, or less than is provisioned for the function. Pure. */
function checkReservation(account: AccountConcurrency, functionId: string, executions: number): void {
  const own = account.functions.get(functionId);
  const provisioned = own?.provisioned ?? 0;
  const left = unreserved(account) + (own?.reserved ?? provisioned) - executions;
  if (left < unreservedMin) {
    throw new LambdaError(
      'InvalidParameterValueException',
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMin}].`,
      { Type: null },
    );
  }
  if (executions < provisioned) {
    throw new LambdaError(
      'InvalidParameterValueException',
      ` ReservedConcurrentExecutions  ${executions} should not be lower than function's total provisioned concurrency [${provisioned}].`,
      { Type: null },
    );
  }
}
