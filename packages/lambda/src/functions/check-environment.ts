import { LambdaError } from '../lambda-error.js';

/** Refuses variables that the platform sets itself, names that are not names, and more than 4 KB in all. */
export function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const invalid = names.filter((name) => !/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name) && !reserved.has(name));
  if (invalid.length > 0) {
    throw new LambdaError(
      'ValidationException',
      `1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: ` +
        '[Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
    );
  }
  const taken = names.filter((name) => reserved.has(name));
  if (taken.length > 0) {
    throw refusal(
      'contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ' +
        taken.join(', '),
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > environmentBytesMax) throw refusal(`exceeded the 4KB limit. String measured: ${measured}`);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const environmentBytesMax = 4096;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved = new Set(
  (
    '_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_MEMORY_SIZE ' +
    'AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY ' +
    'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR'
  ).split(' '),
);

function refusal(reason: string): LambdaError {
  return new LambdaError(
    'InvalidParameterValueException',
    `Lambda was unable to configure your environment variables because the environment variables you have provided ${reason}`,
  );
}
