import { LambdaError } from '../lambda-error.js';
import type { FunctionConfiguration } from './function-version.js';

/** A configuration with a change made to it. Levels of logging come with JSON, begin at INFO each time it is asked for, and go with it. */
export function configured(before: FunctionConfiguration, change: Partial<FunctionConfiguration>): FunctionConfiguration {
  const { applicationLogLevel, systemLogLevel, ...after } = { ...before, ...change };
  if (after.logFormat === 'Text') {
    if (change.applicationLogLevel !== undefined || change.systemLogLevel !== undefined) throw levelsOfText();
    return after;
  }
  const levels = change.logFormat === undefined ? { applicationLogLevel, systemLogLevel } : change;
  return {
    ...after,
    applicationLogLevel: levels.applicationLogLevel ?? 'INFO',
    systemLogLevel: levels.systemLogLevel ?? 'INFO',
  };
}

const levelsOfText = () =>
  new LambdaError(
    'InvalidParameterValueException',
    'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "Json" and try again.',
  );
