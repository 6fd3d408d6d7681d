import { endOf } from './wait-status.js';

describe('endOf', () => {
  it('tells an exit code above 128 from a signal', () => {
    expect(endOf(137 << 8)).toEqual({ exitCode: 137, signal: null });
    expect(endOf(9)).toEqual({ exitCode: null, signal: 'SIGKILL' });
  });

  it('ignores the mark of a core dump', () => {
    expect(endOf(0x80 | 6)).toEqual({ exitCode: null, signal: 'SIGABRT' });
  });
});
