/** As AWS: 1,024 file descriptors. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const openFilesMax = 1024;

export const sharedMemoryMegabytes = 64;

/** What of /proc speaks of the machine rather than of the sandbox. */
export const maskedPaths: readonly string[] = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/config.gz',
  '/proc/kallsyms',
  '/proc/kcore',
  '/proc/keys',
  '/proc/key-users',
  '/proc/latency_stats',
  '/proc/pressure',
  '/proc/sched_debug',
  '/proc/scsi',
  '/proc/slabinfo',
  '/proc/timer_list',
  '/proc/vmallocinfo',
];
