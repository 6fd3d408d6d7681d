'use strict';
// The runtime's own errors, with the names and texts that AWS's Node.js runtime gives them, and how any error is reported.

const trailerBytesMax = 48 * 1024;

class RuntimeError extends Error {
  get name() {
    return `Runtime.${this.constructor.name}`;
  }
}
class ImportModuleError extends RuntimeError {}
class HandlerNotFound extends RuntimeError {}
class MalformedHandlerName extends RuntimeError {}
class JSONStringifyError extends RuntimeError {}
class CallbackHandlerDeprecated extends RuntimeError {}
class UserCodeSyntaxError extends RuntimeError {
  constructor(syntaxError) {
    super(String(syntaxError));
    this.stack = syntaxError.stack;
  }
}
class UnhandledPromiseRejection extends RuntimeError {
  constructor(reason) {
    super(String(reason));
    this.reason = reason;
  }
}
class NodeJsExit extends RuntimeError {
  constructor() {
    super(
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    );
  }
}

function toError(thrown) {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The error as the caller of the function sees it. Never throws, whatever the function threw. */
function serializedError(thrown) {
  try {
    if (!looksLikeError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    return { errorType: thrown.name, errorMessage: thrown.message, trace: String(thrown.stack).split('\n') };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/** An error as what follows a streamed answer that it broke off; without its stack where that would be too long for a header. */
function errorTrailers(thrown) {
  const report = serializedError(thrown);
  const type = String(report.errorType).replace(/[^\x20-\x7e]/g, '?');
  const whole = JSON.stringify(report);
  const short = { ...report, errorMessage: String(report.errorMessage).slice(0, 4096), trace: [] };
  const body = Buffer.from(whole.length <= trailerBytesMax ? whole : JSON.stringify(short)).toString('base64');
  return `Lambda-Runtime-Function-Error-Type: ${type}\r\nLambda-Runtime-Function-Error-Body: ${body}\r\n`;
}

function looksLikeError(thrown) {
  return (
    thrown instanceof Error || [thrown?.name, thrown?.message, thrown?.stack].every((part) => part && typeof part === 'string')
  );
}

/** The error as one line of the log, its own enumerable properties included. */
function loggedError(error) {
  try {
    return `\t${JSON.stringify(error, (_key, value) => (value instanceof Error ? withOwnProperties(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(serializedError(error))}`;
  }
}

function withOwnProperties(error) {
  const logged = { errorType: error.name, errorMessage: error.message, code: error.code, ...error };
  if (typeof error.stack === 'string') logged.stack = error.stack.split('\n');
  return logged;
}

module.exports = {
  CallbackHandlerDeprecated,
  errorTrailers,
  HandlerNotFound,
  ImportModuleError,
  JSONStringifyError,
  loggedError,
  MalformedHandlerName,
  NodeJsExit,
  serializedError,
  toError,
  UnhandledPromiseRejection,
  UserCodeSyntaxError,
};
