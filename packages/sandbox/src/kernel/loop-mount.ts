import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { KernelError, libc, MS_NOATIME, MS_NODEV, MS_NOSUID } from './libc.js';

const LOOP_CONFIGURE = 0x4c0a;
const LOOP_CTL_GET_FREE = 0x4c82;
const LO_FLAGS_AUTOCLEAR = 4;
const LOOP_MAJOR = 7;
const S_IFBLK = 0o060600;
const EBUSY = 16;
const ATTEMPTS = 50;

/** No flush of the disk on fsync: the image never outlives the machine, nor its worker. No background writing of inode tables. */
const EXT4_OPTIONS = 'nobarrier,noinit_itable';

/**
 * Mounts the ext4 image at `target` through a loop device that frees itself with the last mount.
 * Returns the device's number.
 */
export function loopMount(image: string, target: string, nodeFolder: string): number {
  const { device, number } = attach(image, nodeFolder);
  try {
    libc.mount(pathOf(number, nodeFolder), target, 'ext4', MS_NOSUID | MS_NODEV | MS_NOATIME, EXT4_OPTIONS);
  } finally {
    closeSync(device);
  }
  return number;
}

/**
 * True until the device's last mount of this image is gone and everything is written to it. The number alone says nothing: the kernel
 * gives it to the next image at once. The image's name must be its alone on this machine.
 */
export function loopHolds(number: number, image: string): boolean {
  try {
    return readFileSync(`/sys/block/loop${number}/loop/backing_file`, 'utf8').includes(basename(image));
  } catch {
    return false;
  }
}

function attach(image: string, nodeFolder: string): { device: number; number: number } {
  const backing = openSync(image, 'r+');
  try {
    for (let attempt = 1; ; attempt++) {
      const number = freeLoop();
      const device = openSync(pathOf(number, nodeFolder), 'r+');
      try {
        libc.ioctlBytes(device, LOOP_CONFIGURE, loopConfig(backing));
        return { device, number };
      } catch (error) {
        closeSync(device);
        if (!(error instanceof KernelError && error.errno === EBUSY) || attempt === ATTEMPTS) throw error;
      }
    }
  } finally {
    closeSync(backing);
  }
}

function freeLoop(): number {
  const control = openSync('/dev/loop-control', 'r+');
  try {
    return libc.ioctlNumber(control, LOOP_CTL_GET_FREE, 0);
  } finally {
    closeSync(control);
  }
}

/** In a container /dev is not the kernel's own and lacks devices made later. */
function pathOf(number: number, nodeFolder: string): string {
  const path = `/dev/loop${number}`;
  if (existsSync(path)) return path;
  const own = join(nodeFolder, `loop${number}`);
  if (!existsSync(own)) libc.makeNode(own, S_IFBLK, deviceNumber(LOOP_MAJOR, number));
  return own;
}

function deviceNumber(major: number, minor: number): number {
  return (major << 8) | (minor & 0xff) | ((minor & ~0xff) << 12);
}

/** struct loop_config of linux/loop.h. */
function loopConfig(backing: number): Buffer {
  const config = Buffer.alloc(304);
  config.writeUInt32LE(backing, 0);
  config.writeUInt32LE(LO_FLAGS_AUTOCLEAR, 8 + 52);
  return config;
}
