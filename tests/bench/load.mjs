import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * Sends the same request over `connections` kept-alive connections, one at a time on each, for `seconds`.
 * Latencies in milliseconds, to the microsecond: general load generators round to whole milliseconds.
 */
export async function load({ port, request, connections, seconds, expectedStatus = 200 }) {
  const latencies = [];
  const failures = new Map();
  const stopAt = performance.now() + seconds * 1000;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () => caller({ port, request, stopAt, latencies, failures, expectedStatus })),
  );
  return {
    ...summary(latencies),
    perSecond: latencies.length / ((performance.now() - startedAt) / 1000),
    failures: Object.fromEntries(failures),
  };
}

export function summary(milliseconds) {
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
}

function caller({ port, request, stopAt, latencies, failures, expectedStatus }) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let buffered = '';
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.once('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      buffered += chunk;
      const response = complete(buffered);
      if (!response) return;
      buffered = '';
      if (response.status === expectedStatus) latencies.push(performance.now() - sentAt);
      else failures.set(response.status, (failures.get(response.status) ?? 0) + 1);
      if (performance.now() < stopAt) send();
      else socket.end(resolve);
    });
  });
}

function complete(text) {
  const headerEnd = text.indexOf('\r\n\r\n');
  if (headerEnd < 0) return undefined;
  const head = text.slice(0, headerEnd);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const body = text.slice(headerEnd + 4);
  if (length !== undefined) return body.length >= Number(length) ? { status } : undefined;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return body.endsWith('0\r\n\r\n') ? { status } : undefined;
  return { status };
}
