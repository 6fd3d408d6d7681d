'use strict';
// The two ways in which a handler may answer, each turned into one promise of `{ result }` or `{ error }` that never rejects.

const { NodeJsExit } = require('./errors.cjs');

/** What to do when nothing is left to run; null while nobody waits for that. */
let whenEventLoopIsEmpty = null;
process.on('beforeExit', () => {
  const work = whenEventLoopIsEmpty;
  whenEventLoopIsEmpty = null;
  work?.();
});

/** Node.js 24 and later: the handler returns its result or a promise of it. */
function outcomeOfPromiseStyle(handler, body, context) {
  return new Promise((resolve) => {
    const settle = onceOnly(resolve);
    whenEventLoopIsEmpty = () => settle({ error: new NodeJsExit() });
    call(settle, async () => settle({ result: await handler(JSON.parse(body), context()) }));
  });
}

/**
 * Node.js 22 and earlier: a promise, the callback, or context.done, succeed and fail, whichever comes first. The callback's result is
 * held back until the event loop is empty, unless context.callbackWaitsForEmptyEventLoop is false.
 */
function outcomeOfCallbackStyle(handler, body, context) {
  return new Promise((resolve) => {
    const settle = onceOnly(resolve);
    const isAsync = handler.constructor?.name === 'AsyncFunction';
    whenEventLoopIsEmpty = () => settle(isAsync ? { error: new NodeJsExit() } : { result: null });

    const done = onceOnly((error, result) => settle(given(error) ? { error } : { result }));
    const extended = () => ({
      callbackWaitsForEmptyEventLoop: true,
      succeed: (result) => done(null, result),
      fail: (error) => done(given(error) ? error : 'handled'),
      done,
      ...context(),
    });
    call(settle, async () => {
      const own = extended();
      const callback = onceOnly((error, result) => {
        if (given(error) || !own.callbackWaitsForEmptyEventLoop) done(error, result);
        else whenEventLoopIsEmpty = () => setImmediate(() => done(null, result));
      });
      const returned = handler(JSON.parse(body), own, callback);
      if (typeof returned?.then === 'function') settle({ result: await returned });
    });
  });
}

/** A handler that writes its answer to `stream`; over when it has returned and all of it is written. */
function outcomeOfStreamStyle(handler, body, context, stream) {
  return new Promise((resolve) => {
    const settle = onceOnly(resolve);
    whenEventLoopIsEmpty = () => settle({ error: new NodeJsExit() });
    call(settle, async () => {
      const returned = handler(JSON.parse(body), stream, context());
      if (typeof returned?.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
      if ((await returned) !== undefined) console.warn('Streaming handlers ignore return values.');
      await stream.finished;
      settle({});
    });
  });
}

async function call(settle, work) {
  try {
    await work();
  } catch (error) {
    settle({ error });
  }
}

function onceOnly(work) {
  let called = false;
  return (...values) => {
    if (called) return;
    called = true;
    whenEventLoopIsEmpty = null;
    work(...values);
  };
}

function given(error) {
  return error !== undefined && error !== null;
}

module.exports = { outcomeOfCallbackStyle, outcomeOfPromiseStyle, outcomeOfStreamStyle };
