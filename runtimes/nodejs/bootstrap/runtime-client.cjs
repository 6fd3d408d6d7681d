'use strict';
// Speaks the Runtime API over one kept-alive connection. A client of its own, because loading Node's http module costs a cold start
// several milliseconds and each of its requests costs a warm one more than the handler does.

const { createConnection } = require('node:net');
const { errorTrailers, serializedError } = require('./errors.cjs');

const base = '/2018-06-01/runtime';
const endOfHead = Buffer.from('\r\n\r\n');

class RuntimeClient {
  #socket;
  #host;
  #waiting = [];
  #chunks = [];
  #neededBytes = 0;
  #initialized = false;
  #currentRequestId;
  #openBody;

  constructor(address) {
    const [host, port] = address.split(':');
    this.#host = address;
    this.#socket = createConnection({ host, port: Number(port), noDelay: true });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', () => process.exit(1));
    this.#socket.on('close', () => process.exit(1));
  }

  /** Waits as long as it takes. While a handler runs, the connection alone does not keep the event loop alive. */
  async next() {
    this.#initialized = true;
    this.#currentRequestId = undefined;
    this.#socket.ref();
    const { headers, body } = await this.#request('GET', '/invocation/next', '');
    this.#currentRequestId = headers['lambda-runtime-aws-request-id'];
    this.#socket.unref();
    return { headers, body };
  }

  /** Answers and asks for the next invocation in the same packet. */
  respond(requestId, json) {
    this.#socket.ref();
    return this.#post(`/invocation/${requestId}/response`, json, '');
  }

  /** Begins an answer whose length nobody knows yet. Nothing else may be sent before its end. */
  openResponse(requestId, contentType) {
    this.#socket.ref();
    const answered = new Promise((resolve) => this.#waiting.push(resolve)).then(sayIfTooLarge);
    const head = [
      `POST ${base}/invocation/${requestId}/response HTTP/1.1`,
      `Host: ${this.#host}`,
      `Content-Type: ${contentType}`,
      'Lambda-Runtime-Function-Response-Mode: streaming',
      'Transfer-Encoding: chunked',
      'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    ];
    this.#socket.write(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
    const body = {
      answered,
      write: (parts, done) => (this.#openBody === body ? this.#writeAll(parts, done) : done()),
      end: (trailers) => {
        if (this.#openBody === body) this.#socket.write(`0\r\n${trailers}\r\n`, 'latin1');
        this.#openBody = undefined;
      },
    };
    this.#openBody = body;
    return body;
  }

  fail(requestId, error) {
    this.#socket.ref();
    return this.#postError(`/invocation/${requestId}/error`, error);
  }

  /** Reports what ends the process: of the invocation under way, else of the initialization. Between invocations nobody asks. */
  async fatal(error) {
    this.#socket.ref();
    const open = this.#openBody;
    if (open) {
      open.end(errorTrailers(error));
      await open.answered;
    } else if (this.#currentRequestId) await this.#postError(`/invocation/${this.#currentRequestId}/error`, error);
    else if (!this.#initialized) await this.#postError('/init/error', error);
  }

  #postError(path, error) {
    const report = serializedError(error);
    const type = String(report.errorType).replace(/[^\x20-\x7e]/g, '?');
    return this.#post(path, JSON.stringify(report), `Lambda-Runtime-Function-Error-Type: ${type}\r\n`);
  }

  async #post(path, json, headers) {
    sayIfTooLarge(await this.#request('POST', path, headers, Buffer.from(json)));
  }

  /** `done` is called when the last part is on its way: that is what holds back who writes too fast. */
  #writeAll(parts, done) {
    this.#socket.cork();
    for (const part of parts.slice(0, -1)) this.#socket.write(part);
    this.#socket.write(parts.at(-1), done);
    this.#socket.uncork();
  }

  #request(method, path, headers, body) {
    const length = body ? `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` : '';
    const head = `${method} ${base}${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${headers}${length}\r\n`;
    if (!this.#socket.writableCorked) {
      this.#socket.cork();
      process.nextTick(() => this.#socket.uncork());
    }
    this.#socket.write(head, 'latin1');
    if (body?.length) this.#socket.write(body);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #receive(chunk) {
    this.#chunks.push(chunk);
    let bytes = this.#chunks.reduce((sum, part) => sum + part.length, 0);
    if (bytes < this.#neededBytes) return;
    let buffered = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (;;) {
      const response = parsedResponse(buffered);
      this.#neededBytes = response.neededBytes;
      if (!response.complete) break;
      buffered = buffered.subarray(response.neededBytes);
      this.#neededBytes = 0;
      this.#waiting.shift()?.(response);
      bytes = buffered.length;
      if (bytes === 0) break;
    }
    this.#chunks = buffered.length > 0 ? [buffered] : [];
  }
}

function sayIfTooLarge({ status, body }) {
  if (status === 413) console.error(body.toString());
}

/** The first response in `buffered`, or how many bytes must be there before it is worth looking again. */
function parsedResponse(buffered) {
  const headBytes = buffered.indexOf(endOfHead);
  if (headBytes < 0) return { complete: false, neededBytes: buffered.length + 1 };
  const [statusLine, ...lines] = buffered.toString('latin1', 0, headBytes).split('\r\n');
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const start = headBytes + endOfHead.length;
  const neededBytes = start + Number(headers['content-length'] ?? 0);
  if (buffered.length < neededBytes) return { complete: false, neededBytes };
  return {
    complete: true,
    neededBytes,
    status: Number(statusLine.slice(9, 12)),
    headers,
    body: buffered.subarray(start, neededBytes),
  };
}

module.exports = { RuntimeClient };
