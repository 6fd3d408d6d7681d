import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateFunctionCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { load, summary } from './load.mjs';
import { sandboxProcesses } from './processes.mjs';
import { signedRequest } from './signed-request.mjs';

const event = JSON.stringify({ text: 'x'.repeat(188) });
const waiting = (client) => ({ client, maxWaitTime: 120, minDelay: 0.2, maxDelay: 0.5 });

export async function createBenchFunction({ lambda, roleArn, zip }, name, memoryMegabytes = 512) {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Role: roleArn,
      Handler: 'index.handler',
      MemorySize: memoryMegabytes,
      Timeout: 30,
      Code: { ZipFile: zip },
    }),
  );
  await waitUntilFunctionActiveV2(waiting(lambda), { FunctionName: name });
}

/** Warm synchronous invocations beside the same bytes echoed by a plain node:http server, before and after. */
export async function warmInvocations(hearth, name, echoPort, connections, seconds) {
  const path = `/2015-03-31/functions/${name}/invocations`;
  const request = await signedRequest(hearth, { method: 'POST', path, body: event });
  const echo = Buffer.from(`POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${event.length}\r\n\r\n${event}`);
  const baseline = () => load({ port: echoPort, request: echo, connections, seconds: seconds / 2 });
  await load({ port: hearth.port, request, connections, seconds: 2 });
  const before = await baseline();
  const measured = await load({ port: hearth.port, request, connections, seconds });
  const after = await baseline();
  return {
    measured,
    baseline: {
      perSecond: (before.perSecond + after.perSecond) / 2,
      p50: (before.p50 + after.p50) / 2,
      p99: (before.p99 + after.p99) / 2,
    },
  };
}

/** Milliseconds from sending the first invocation of a configuration never seen before to its whole answer. */
export async function coldStarts({ lambda }, name, times) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: { Variables: { ROUND: String(i) } } }),
    );
    await waitUntilFunctionUpdatedV2(waiting(lambda), { FunctionName: name });
    const startedAt = performance.now();
    const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: event }));
    if (FunctionError) throw new Error(`the bench function failed: ${FunctionError}`);
    taken.push(performance.now() - startedAt);
  }
  return summary(taken);
}

/** Events accepted a second, and events done a second from the first acceptance to the last completion. */
export async function events(hearth, name, count) {
  const startedAt = performance.now();
  const request = { FunctionName: name, InvocationType: 'Event', Payload: event };
  const latencies = [];
  let left = count;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) {
        const sentAt = performance.now();
        await hearth.lambda.send(new InvokeCommand(request));
        latencies.push(performance.now() - sentAt);
      }
    }),
  );
  const acceptedIn = performance.now() - startedAt;
  for (;;) {
    if ((await invocationCount(hearth.cloudwatch, name)) >= count) break;
    if (performance.now() - startedAt > 300_000) throw new Error('the events were not done within 5 minutes');
    await sleep(250);
  }
  return {
    accepted: { ...summary(latencies), perSecond: (count / acceptedIn) * 1000 },
    donePerSecond: (count / (performance.now() - startedAt)) * 1000,
  };
}

async function invocationCount(cloudwatch, name) {
  const hour = 3_600_000;
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - hour),
      EndTime: new Date(Date.now() + hour),
      MetricDataQueries: [
        {
          Id: 'done',
          MetricStat: {
            Metric: { Namespace: 'AWS/Lambda', MetricName: 'Invocations', Dimensions: [{ Name: 'FunctionName', Value: name }] },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    }),
  );
  return (MetricDataResults?.[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
}

/** Proportional and resident megabytes of each environment's processes together, while idle. */
export async function idleMemory({ lambda }, name, environments) {
  await Promise.all(
    Array.from({ length: environments }, () =>
      lambda.send(new InvokeCommand({ FunctionName: name, Payload: '{"waitMilliseconds":1500}' })),
    ),
  );
  await sleep(1000);
  const processes = sandboxProcesses();
  const byOwner = groupBy(processes, (process) => process.owner);
  const total = (key) => [...byOwner.values()].map((list) => list.reduce((sum, process) => sum + process[key], 0));
  return {
    environments: byOwner.size,
    proportional: summary(total('proportionalMegabytes')),
    resident: summary(total('residentMegabytes')),
  };
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
