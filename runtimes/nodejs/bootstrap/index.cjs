'use strict';
// What runs first in a Node.js sandbox: loads the handler, then answers invocations until the sandbox is killed.

const { installGlobal } = require('./awslambda.cjs');
const { patchConsole, logError } = require('./console.cjs');
const { toError, UnhandledPromiseRejection } = require('./errors.cjs');
const { answerInvocations } = require('./invocations.cjs');
const { loadHandler } = require('./load-handler.cjs');
const { RuntimeClient } = require('./runtime-client.cjs');

const uncaughtExceptionExitCode = 129;
const unhandledRejectionExitCode = 128;

async function run() {
  patchConsole();
  installGlobal();
  const client = new RuntimeClient(process.env.AWS_LAMBDA_RUNTIME_API);
  const fatal = async (title, error, exitCode) => {
    logError(title, error);
    await client.fatal(error);
    process.exit(exitCode);
  };
  process.on('uncaughtException', (error) => fatal('Uncaught Exception', toError(error), uncaughtExceptionExitCode));
  process.on('unhandledRejection', (reason) =>
    fatal('Unhandled Promise Rejection', new UnhandledPromiseRejection(reason), unhandledRejectionExitCode),
  );
  try {
    await answerInvocations(client, await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER));
  } catch (error) {
    await fatal('Uncaught Exception', toError(error), uncaughtExceptionExitCode);
  }
}

run();
