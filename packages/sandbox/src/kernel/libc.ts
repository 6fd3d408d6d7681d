import koffi from 'koffi';

/** The C library's calls that Node has no words for. Each throws an Error with the call's name and errno's text on failure. */
export const libc = {
  close: checked('int close(int)'),
  fcntl: checked('int fcntl(int, int, long)'),
  flock: checked('int flock(int, int)'),
  setns: checked('int setns(int, int)'),
  unshare: checked('int unshare(int)'),
  mount: checked('int mount(const char *, const char *, const char *, unsigned long, const char *)'),
  unmount: checked('int umount2(const char *, int)'),
  makeNode: checked('int mknod(const char *, unsigned int, unsigned long)'),
  seek: checked('int64_t lseek(int, int64_t, int)'),
  pipe: checked('int pipe2(_Out_ int *, int)'),
  socket: checked('int socket(int, int, int)'),
  setSocketOption: checked('int setsockopt(int, int, int, const int *, unsigned int)'),
  bind: checked('int bind(int, const uint8_t *, unsigned int)'),
  listen: checked('int listen(int, int)'),
  ioctlNumber: checked('int ioctl(int, unsigned long, long)'),
  ioctlBytes: checked('int ioctl(int, unsigned long, _Inout_ uint8_t *)'),
} as const;

export const MS_NOSUID = 2;
export const MS_NODEV = 4;
export const MS_NOATIME = 1024;
export const MS_BIND = 4096;
export const MS_REC = 16384;
export const MS_PRIVATE = 1 << 18;
export const MNT_DETACH = 2;
export const CLONE_NEWNS = 0x20000;
export const CLONE_NEWNET = 0x40000000;

export class KernelError extends Error {
  constructor(
    readonly call: string,
    readonly errno: number,
  ) {
    super(`${call}: ${nameOfErrno(errno)}`);
  }
}

function checked(prototype: string): (...args: unknown[]) => number {
  const name = /(\w+)\(/.exec(prototype)?.[1] ?? prototype;
  let bound: ((...args: unknown[]) => number) | undefined;
  return (...args) => {
    bound ??= koffi.load(null).func(prototype);
    const result = Number(bound(...args));
    if (result < 0) throw new KernelError(name, koffi.errno());
    return result;
  };
}

function nameOfErrno(errno: number): string {
  return Object.entries(koffi.os.errno).find(([, number]) => number === errno)?.[0] ?? `errno ${errno}`;
}
