import { readFileSync } from 'node:fs';

type Numbers = readonly [x64: number | null, arm64: number | null];

/** What a sandboxed process may ask of the kernel: everything not named here fails as if the kernel did not know it. */
interface SeccompPolicy {
  readonly allowed: Readonly<Record<string, Numbers>>;
  /** Allowed with some arguments only, see `socketRules` and `namespaceFlags`; clone3 hides its arguments and is never allowed. */
  readonly conditional: Readonly<Record<'clone' | 'clone3' | 'socket' | 'socketpair', Numbers>>;
  /** Refused with EPERM, which programs understand better than an unknown call. */
  readonly refused: Readonly<Record<string, Numbers>>;
}

export const seccompPolicy: SeccompPolicy = JSON.parse(readFileSync(new URL('./syscalls.json', import.meta.url), 'utf8'));

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const NETLINK_ROUTE = 0;

/** Families of `socket`; with a protocol, that one only. AF_VSOCK, for one, would lead to the machine's own hypervisor. */
export const socketRules: readonly { readonly family: number; readonly protocol?: number }[] = [
  { family: AF_UNIX },
  { family: AF_INET },
  { family: AF_INET6 },
  { family: AF_NETLINK, protocol: NETLINK_ROUTE },
];

export const socketPairFamily = AF_UNIX;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET: a process may not make namespaces. */
export const namespaceFlags = 0x7e02_0000;

export const EPERM = 1;
export const ENOSYS = 38;
