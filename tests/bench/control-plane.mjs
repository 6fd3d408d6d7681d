import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { CreateFunctionCommand, DeleteFunctionCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { zipOf } from './bench-function.mjs';
import { load, summary } from './load.mjs';
import { residentMegabytes } from './processes.mjs';
import { signedRequest } from './signed-request.mjs';

const megabyte = 1024 * 1024;

/** Latencies of one read over one connection. */
export async function reads(hearth, path, seconds, query) {
  const request = await signedRequest(hearth, { method: 'GET', path, query });
  return load({ port: hearth.port, request, connections: 1, seconds });
}

/** Milliseconds from sending a deployment package to the 201, and to the echo server's answer to the same bytes. */
export async function creations(hearth, echoPort, megabytes, times) {
  const taken = [];
  const echoed = [];
  for (let i = 0; i < times; i++) {
    // Random bytes: nothing is compressed away, and no package was there before.
    const zip = await zipOf({
      'index.mjs': 'export const handler = async () => null;\n',
      data: randomBytes(megabytes * megabyte),
    });
    const startedAt = performance.now();
    await hearth.lambda.send(new CreateFunctionCommand(simple(hearth, `bench-create-${i}`, zip)));
    taken.push(performance.now() - startedAt);
    const sentAt = performance.now();
    await (await fetch(`http://127.0.0.1:${echoPort}`, { method: 'POST', body: zip.toString('base64') })).arrayBuffer();
    echoed.push(performance.now() - sentAt);
  }
  return { measured: summary(taken), baseline: summary(echoed) };
}

/** Creates that many functions, 16 at a time. */
export async function fill(hearth, zip, count) {
  let next = 0;
  const create = async () => {
    for (let i = next++; i < count; i = next++) {
      await hearth.lambda.send(new CreateFunctionCommand(simple(hearth, `bench-many-${String(i).padStart(6, '0')}`, zip)));
    }
  };
  await Promise.all(Array.from({ length: 16 }, create));
}

/** Latencies of the first page and of the last full one. */
export async function pages(hearth, seconds) {
  const path = '/2015-03-31/functions/';
  let lastFull;
  for (let Marker; ; ) {
    const { NextMarker } = await hearth.lambda.send(new ListFunctionsCommand({ Marker }));
    if (!NextMarker) break;
    lastFull = Marker;
    Marker = NextMarker;
  }
  return {
    first: await reads(hearth, path, seconds),
    last: await reads(hearth, path, seconds, lastFull && { Marker: lastFull }),
  };
}

/** Megabytes that the API holds before and after functions were created and deleted that many times. */
export async function churn(hearth, zip, cycles) {
  const before = residentMegabytes(hearth.apiPid());
  let left = cycles;
  const turn = async (caller) => {
    while (left-- > 0) {
      const name = `bench-churn-${caller}`;
      await hearth.lambda.send(new CreateFunctionCommand(simple(hearth, name, zip)));
      await hearth.lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, caller) => turn(caller)));
  return { before, after: residentMegabytes(hearth.apiPid()) };
}

const simple = ({ roleArn }, name, zip) => ({
  FunctionName: name,
  Runtime: 'nodejs24.x',
  Role: roleArn,
  Handler: 'index.handler',
  Code: { ZipFile: zip },
});
