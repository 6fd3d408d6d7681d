import { bpfFilter, encodeFilter, type Instruction } from './bpf-filter.js';
import { seccompPolicy } from './policy.js';

const ALLOW = 0x7fff_0000;
const EPERM = 0x0005_0001;
const ENOSYS = 0x0005_0026;

/** Runs the program as the kernel would. */
function run(program: readonly Instruction[], number: number, args: readonly bigint[] = [], architecture = 0xc000_003e): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(architecture, 4);
  args.forEach((value, index) => {
    data.writeBigUInt64LE(value, 16 + 8 * index);
  });
  let accumulator = 0;
  for (let at = 0; ; at++) {
    const [code, jumpTrue, jumpFalse, operand] = program[at] as Instruction;
    if (code === 0x20) accumulator = data.readUInt32LE(operand);
    else if (code === 0x15) at += accumulator === operand ? jumpTrue : jumpFalse;
    else if (code === 0x35) at += accumulator >= operand ? jumpTrue : jumpFalse;
    else if (code === 0x45) at += (accumulator & operand) >>> 0 ? jumpTrue : jumpFalse;
    else if (code === 0x06) return operand;
    else throw new Error(`unknown instruction ${code}`);
  }
}

describe.each([
  ['x64', 0, 0xc000_003e],
  ['arm64', 1, 0xc000_00b7],
] as const)('bpfFilter for %s', (architecture, column, audit) => {
  const program = bpfFilter(architecture);
  const verdict = (number: number, args?: readonly bigint[]) => run(program, number, args, audit);

  it('decides every number from 0 to 4095 as the policy says', () => {
    const expected = new Map<number, number>();
    for (const row of Object.values(seccompPolicy.allowed)) if (row[column] !== null) expected.set(row[column], ALLOW);
    for (const row of Object.values(seccompPolicy.refused)) if (row[column] !== null) expected.set(row[column], EPERM);
    const conditional = Object.entries(seccompPolicy.conditional).filter(([name]) => name !== 'clone3');
    const decided = conditional.map(([, row]) => row[column]);
    for (let number = 0; number < 4096; number++) {
      if (!decided.includes(number)) expect([number, verdict(number)]).toEqual([number, expected.get(number) ?? ENOSYS]);
    }
  });

  it('lets sockets be of families that stay inside only', () => {
    const socket = seccompPolicy.conditional.socket[column] as number;
    expect([1n, 2n, 10n].map((family) => verdict(socket, [family, 1n, 0n]))).toEqual([ALLOW, ALLOW, ALLOW]);
    expect([3n, 16n + (1n << 32n), 17n, 38n, 40n].map((family) => verdict(socket, [family, 1n, 0n]))).toEqual(
      Array(5).fill(EPERM),
    );
    expect(verdict(socket, [16n, 3n, 0n])).toBe(ALLOW);
    expect(verdict(socket, [16n, 3n, 9n])).toBe(EPERM);
  });

  it('lets processes and threads be made, but no namespaces', () => {
    const clone = seccompPolicy.conditional.clone[column] as number;
    expect(verdict(clone, [0x3d0f00n])).toBe(ALLOW);
    expect([0x20000n, 0x10000000n, 0x40000000n].map((flag) => verdict(clone, [flag | 17n]))).toEqual([EPERM, EPERM, EPERM]);
    expect(verdict(seccompPolicy.conditional.clone3[column] as number)).toBe(ENOSYS);
  });

  it('kills a process that speaks another architecture', () => {
    expect(run(program, 0, [], 0x4000_0003)).toBe(0x8000_0000);
  });
});

it('is encoded as eight bytes an instruction, with jumps that fit their byte', () => {
  const program = bpfFilter('x64');
  expect(encodeFilter(program)).toHaveLength(program.length * 8);
});
