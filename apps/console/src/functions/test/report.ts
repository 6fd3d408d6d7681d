/** What Lambda's REPORT line says of one invocation. */
export interface Report {
  readonly durationMilliseconds: number;
  readonly billedMilliseconds: number;
  readonly memoryMegabytes: number;
  readonly maxMemoryUsedMegabytes: number;
  readonly initMilliseconds?: number;
}

/**
 * Reads the last REPORT line about this request. Lambda writes it after everything the function can print, so one that the function
 * forged is never the last. Undefined when there is none.
 */
export function reportOf(logTail: string, requestId: string): Report | undefined {
  const start = `REPORT RequestId: ${requestId}\t`;
  const line = logTail.split('\n').findLast((candidate) => candidate.startsWith(start));
  if (!line) return undefined;
  const fields = new Map(
    line.split('\t').map((field) => {
      const [name = '', value = ''] = field.split(': ');
      return [name, Number.parseFloat(value)];
    }),
  );
  const [duration, billed, memory, used] = ['Duration', 'Billed Duration', 'Memory Size', 'Max Memory Used'].map((name) =>
    fields.get(name),
  );
  if (duration === undefined || billed === undefined || memory === undefined || used === undefined) return undefined;
  const init = fields.get('Init Duration');
  return {
    durationMilliseconds: duration,
    billedMilliseconds: billed,
    memoryMegabytes: memory,
    maxMemoryUsedMegabytes: used,
    ...(init !== undefined && { initMilliseconds: init }),
  };
}
