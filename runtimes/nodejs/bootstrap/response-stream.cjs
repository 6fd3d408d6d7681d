'use strict';
// What a streaming handler writes to: the body of one answer to the Runtime API, in chunks and no faster than they are taken.

const { Writable } = require('node:stream');
const { errorTrailers } = require('./errors.cjs');

const endOfLine = Buffer.from('\r\n');

class ResponseStream extends Writable {
  /** AWS's runtime sets it from outside: what it writes goes before everything else. */
  _onBeforeFirstWrite;
  #open;
  #body = null;
  #contentType = 'application/octet-stream';
  #trailers = '';
  #finished;

  /** `open` sends the head of the answer and returns how to write its body. */
  constructor(open, options) {
    super({ ...options, decodeStrings: true });
    this.#open = open;
    this.on('error', () => {});
    this.#finished = new Promise((resolve, reject) => {
      this.once('finish', resolve);
      this.once('close', () => reject(new Error('Response stream is not finished.')));
    });
    this.#finished.catch(() => {});
  }

  /** Resolves when everything was written; rejects when it was destroyed before. */
  get finished() {
    return this.#finished;
  }

  get begun() {
    return this.#body !== null;
  }

  /** What the Runtime API said of it. */
  get answered() {
    return this.#body?.answered;
  }

  setContentType(contentType) {
    if (this.begun) throw new Error('Cannot set content-type, too late.');
    this.#contentType = String(contentType).replace(/[^\x20-\x7e]/g, '');
  }

  /** As AWS's runtime does: what is neither text nor bytes is written as JSON. */
  write(chunk, ...more) {
    const written = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    return super.write(written, ...more);
  }

  /** Ends the answer with the error in place of what is still missing. */
  async fail(error) {
    if (this.writableEnded) return this.answered;
    this.#trailers = errorTrailers(error);
    if (this.destroyed) this.#body.end(this.#trailers);
    else this.end();
    await this.#finished.catch(() => {});
    return this.answered;
  }

  _write(chunk, _encoding, done) {
    this.#begin();
    if (chunk.length === 0) done();
    else this.#body.write([chunkHead(chunk), chunk, endOfLine], done);
  }

  _final(done) {
    this.#begin();
    this.#body.end(this.#trailers);
    done();
  }

  #begin() {
    if (this.begun) return;
    this.#body = this.#open(this.#contentType);
    this._onBeforeFirstWrite?.((part) => {
      const bytes = Buffer.from(part);
      this.#body.write([chunkHead(bytes), bytes, endOfLine], () => {});
    });
  }
}

function chunkHead(chunk) {
  return Buffer.from(`${chunk.length.toString(16)}\r\n`);
}

module.exports = { ResponseStream };
