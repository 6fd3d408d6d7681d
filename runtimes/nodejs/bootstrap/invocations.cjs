'use strict';
// Takes one invocation after the other, calls the handler and reports what became of it.

const { streamOptionsOf } = require('./awslambda.cjs');
const { logError, setRequestId } = require('./console.cjs');
const { CallbackHandlerDeprecated, JSONStringifyError } = require('./errors.cjs');
const { contextOf } = require('./context.cjs');
const { outcomeOfCallbackStyle, outcomeOfPromiseStyle, outcomeOfStreamStyle } = require('./handler-styles.cjs');

const nodeVersion = Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV)?.[1] ?? 0);
const callbacksRemoved = nodeVersion >= 24;

async function answerInvocations(client, handler) {
  const streamOptions = streamOptionsOf(handler);
  if (callbacksRemoved && !streamOptions && handler.length >= 3) {
    throw new CallbackHandlerDeprecated(
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  const outcomeOf = callbacksRemoved ? outcomeOfPromiseStyle : outcomeOfCallbackStyle;
  for (let answered = null; ; ) {
    // Not awaited before asking: the answer and the next question travel together.
    const [{ headers, body }] = await Promise.all([client.next(), answered]);
    const requestId = headers['lambda-runtime-aws-request-id'];
    setRequestId(requestId);
    forwardTrace(headers['lambda-runtime-trace-id']);
    const context = () => contextOf(headers);
    if (streamOptions)
      answered = await stream(client, requestId, (to) => outcomeOfStreamStyle(handler, body, context, to), streamOptions);
    else answered = report(client, requestId, await outcomeOf(handler, body, context));
  }
}

/** Resolves when the Runtime API has taken the whole answer. */
async function stream(client, requestId, run, options) {
  // Most functions do not stream: they need not pay for its loading.
  const { ResponseStream } = require('./response-stream.cjs');
  const to = new ResponseStream((contentType) => client.openResponse(requestId, contentType), options);
  const outcome = await run(to);
  if (!('error' in outcome)) return to.answered;
  logError('Invoke Error', outcome.error);
  return to.begun ? to.fail(outcome.error) : client.fail(requestId, outcome.error);
}

function report(client, requestId, outcome) {
  try {
    if (!('error' in outcome)) return client.respond(requestId, serialized(outcome.result));
    logError('Invoke Error', outcome.error);
    return client.fail(requestId, outcome.error);
  } catch (error) {
    logError('Invoke Error', error);
    return client.fail(requestId, error);
  }
}

function serialized(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    const text = 'Unable to stringify response body';
    throw callbacksRemoved ? new JSONStringifyError(text) : new Error(text);
  }
}

function forwardTrace(traceId) {
  if (traceId) process.env._X_AMZN_TRACE_ID = traceId;
  else delete process.env._X_AMZN_TRACE_ID;
}

module.exports = { answerInvocations };
