import { ENOSYS, EPERM, namespaceFlags, seccompPolicy, socketPairFamily, socketRules } from './policy.js';

/** One classic BPF instruction: operation, jump if true, jump if false, operand. */
export type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, operand: number];

const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_OR_EQUAL = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff_0000;
const KILL_PROCESS = 0x8000_0000;
const ERRNO = 0x0005_0000;

/** Offsets in struct seccomp_data. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const argument = (index: number) => ({ low: 16 + 8 * index, high: 20 + 8 * index });

const auditArchitectures: Readonly<Record<string, number>> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };
const numberColumns: Readonly<Record<string, 0 | 1>> = { x64: 0, arm64: 1 };

const allow: readonly Instruction[] = [[RETURN, 0, 0, ALLOW]];
const refuse = (errno: number): readonly Instruction[] => [[RETURN, 0, 0, ERRNO | errno]];

/** The policy as the program that the kernel runs at each system call, for programs that take nothing more readable. */
export function bpfFilter(architecture: string = process.arch): readonly Instruction[] {
  const audit = auditArchitectures[architecture];
  const column = numberColumns[architecture];
  if (audit === undefined || column === undefined) throw new Error(`Sandboxes are not supported on ${architecture}`);
  return [
    [LOAD, 0, 0, ARCHITECTURE],
    [JUMP_EQUAL, 1, 0, audit],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
    ...search(steps(column)),
  ];
}

/** As bytes of struct sock_filter. */
export function encodeFilter(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, operand], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(operand, index * 8 + 4);
  });
  return bytes;
}

interface Step {
  /** The verdict holds from this number up to the next step's. */
  readonly from: number;
  readonly verdict: readonly Instruction[];
}

/** All numbers in order, neighbours with one verdict joined: a search among 70 steps where a list would have 300. */
function steps(column: 0 | 1): Step[] {
  const { allowed, conditional, refused } = seccompPolicy;
  const verdicts = new Map<number, readonly Instruction[]>();
  const put = (number: number | null, verdict: readonly Instruction[]) => number !== null && verdicts.set(number, verdict);
  const forbidden = refuse(EPERM);
  for (const row of Object.values(allowed)) put(row[column], allow);
  for (const row of Object.values(refused)) put(row[column], forbidden);
  put(conditional.clone[column], cloneVerdict());
  put(conditional.socket[column], socketVerdict());
  put(conditional.socketpair[column], [
    ...requireWord(argument(0).high, 0),
    ...requireWord(argument(0).low, socketPairFamily),
    ...allow,
  ]);
  const unknown = refuse(ENOSYS);
  const last = Math.max(...verdicts.keys());
  const all = Array.from({ length: last + 2 }, (_, from) => ({ from, verdict: verdicts.get(from) ?? unknown }));
  return all.filter(({ verdict }, index) => verdict !== all[index - 1]?.verdict);
}

function search(sorted: readonly Step[]): readonly Instruction[] {
  if (sorted.length <= 1) return sorted[0]?.verdict ?? [];
  const middle = sorted.length >> 1;
  const below = search(sorted.slice(0, middle));
  return [[JUMP_GREATER_OR_EQUAL, below.length, 0, sorted[middle]?.from ?? 0], ...below, ...search(sorted.slice(middle))];
}

function cloneVerdict(): readonly Instruction[] {
  return [[LOAD, 0, 0, argument(0).low], [JUMP_ANY_BIT, 0, 1, namespaceFlags], ...refuse(EPERM), ...allow];
}

function socketVerdict(): readonly Instruction[] {
  return [
    ...requireWord(argument(0).high, 0),
    [LOAD, 0, 0, argument(0).low],
    ...socketRules.flatMap(({ family, protocol }): readonly Instruction[] => {
      const accepted = protocol === undefined ? allow : [...requireWord(argument(2).low, protocol), ...allow];
      return [[JUMP_EQUAL, 0, accepted.length, family], ...accepted];
    }),
    ...refuse(EPERM),
  ];
}

function requireWord(offset: number, value: number): readonly Instruction[] {
  return [[LOAD, 0, 0, offset], [JUMP_EQUAL, 1, 0, value], ...refuse(EPERM)];
}
