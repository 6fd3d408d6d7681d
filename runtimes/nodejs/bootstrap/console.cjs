'use strict';
// Gives console the line formats of AWS: time, request id, level and message, as text with tabs or as JSON.

const { writeSync } = require('node:fs');
const { format } = require('node:util');
const { loggedError, toError } = require('./errors.cjs');

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const methods = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR', fatal: 'FATAL' };
const json = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';

let currentRequestId;

function setRequestId(requestId) {
  currentRequestId = requestId;
}

function patchConsole() {
  const lowest = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()));
  const line = json ? jsonLine : textLine;
  for (const [method, level] of Object.entries(methods)) {
    const wanted = levels.indexOf(level) >= lowest || level === 'FATAL';
    console[method] = wanted ? (...values) => write(`${line(level, values)}\n`) : () => {};
  }
}

function logError(title, error) {
  if (json) console.error(toError(error));
  else console.error(title, loggedError(toError(error)));
}

function textLine(level, values) {
  return `${new Date().toISOString()}\t${currentRequestId}\t${level}\t${format(...values)}`;
}

function jsonLine(level, values) {
  const line = { timestamp: new Date().toISOString(), level, requestId: currentRequestId };
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...line, message: values[0] }, errorFields);
    } catch {
      return JSON.stringify({ ...line, message: format(values[0]) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({ ...line, message: format(...values), ...(error && fieldsOf(error)) });
}

function errorFields(_key, value) {
  return value instanceof Error ? { ...fieldsOf(value), ...value } : value;
}

function fieldsOf(error) {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}

/** Straight to the descriptor, so that a line is out before the answer that follows it; the stream takes over when the pipe is full. */
function write(text) {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch {
    process.stdout.write(bytes.subarray(written));
  }
}

module.exports = { logError, patchConsole, setRequestId };
