import { ENOSYS, EPERM, namespaceFlags, seccompPolicy, socketPairFamily, socketRules } from './policy.js';

const architectures: Readonly<Record<string, string>> = { x64: 'SCMP_ARCH_X86_64', arm64: 'SCMP_ARCH_AARCH64' };

/** The policy as `linux.seccomp` of an OCI configuration. Calls of another architecture's table are refused by the filter itself. */
export function ociSeccompProfile(architecture: string = process.arch) {
  const name = architectures[architecture];
  if (!name) throw new Error(`Sandboxes are not supported on ${architecture}`);
  const equal = (index: number, value: number) => ({ index, value, op: 'SCMP_CMP_EQ' });
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    architectures: [name],
    syscalls: [
      { names: Object.keys(seccompPolicy.allowed), action: 'SCMP_ACT_ALLOW' },
      { names: Object.keys(seccompPolicy.refused), action: 'SCMP_ACT_ERRNO', errnoRet: EPERM },
      {
        names: ['clone'],
        action: 'SCMP_ACT_ALLOW',
        args: [{ index: 0, value: namespaceFlags, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
      },
      ...socketRules.map(({ family, protocol }) => ({
        names: ['socket'],
        action: 'SCMP_ACT_ALLOW',
        args: [equal(0, family), ...(protocol === undefined ? [] : [equal(2, protocol)])],
      })),
      { names: ['socketpair'], action: 'SCMP_ACT_ALLOW', args: [equal(0, socketPairFamily)] },
    ],
  };
}
