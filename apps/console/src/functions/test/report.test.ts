import { reportOf } from './report';

const id = '6b8a8f0e-6c2b-4a57-9a11-6d9a2f3c1f00';
const real = `REPORT RequestId: ${id}\tDuration: 12.35 ms\tBilled Duration: 172 ms\tMemory Size: 128 MB\tMax Memory Used: 63 MB\tInit Duration: 159.21 ms\t`;

test('duration, billing, memory and init come from the REPORT line', () => {
  expect(reportOf(`START RequestId: ${id} Version: $LATEST\nEND RequestId: ${id}\n${real}\n`, id)).toEqual({
    durationMilliseconds: 12.35,
    billedMilliseconds: 172,
    memoryMegabytes: 128,
    maxMemoryUsedMegabytes: 63,
    initMilliseconds: 159.21,
  });
});

test('a warm invocation has no init duration', () => {
  expect(reportOf(real.replace(/\tInit.*$/, '\t'), id)).not.toHaveProperty('initMilliseconds');
});

test('a REPORT line that the function printed itself is not believed', () => {
  const forged = real.replace('12.35', '0.01');
  expect(reportOf(`${forged}\n${real}\n`, id)?.durationMilliseconds).toBe(12.35);
});

test('a REPORT line of another request is not believed', () => {
  expect(reportOf(real, 'another')).toBeUndefined();
});
