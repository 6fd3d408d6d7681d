'use strict';
// The global `awslambda`, by which a handler says that it streams, under the names that AWS's Node.js runtime gives it.

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const highWaterMark = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const preludeType = 'application/vnd.awslambda.http-integration-response';
const endOfPrelude = new Uint8Array(8);

function streamifyResponse(handler, options) {
  handler[streaming] = 'response';
  if (typeof options?.highWaterMark === 'number') handler[highWaterMark] = Math.trunc(options.highWaterMark);
  return handler;
}

/** Status, headers and cookies of an HTTP response, sent as JSON before its body. */
const HttpResponseStream = {
  from(stream, prelude) {
    stream.setContentType(preludeType);
    const json = JSON.stringify(prelude);
    stream._onBeforeFirstWrite = (write) => {
      write(json);
      write(endOfPrelude);
    };
    return stream;
  },
};

function installGlobal() {
  if (['1', 'true'].includes(process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA)) return;
  globalThis.awslambda = { ...globalThis.awslambda, streamifyResponse, HttpResponseStream };
}

/** How a handler streams, or null when it does not. */
function streamOptionsOf(handler) {
  if (!handler[streaming]) return null;
  return { ...(handler[highWaterMark] && { highWaterMark: handler[highWaterMark] }) };
}

module.exports = { installGlobal, streamOptionsOf };
