import { BadZipError } from './zip-source.js';

/** NAME_MAX of Linux, and PATH_MAX less room for the folders that a package is unpacked into. */
const segmentBytesMax = 255;
const pathBytesMax = 3584;

/** The folders and the name that an entry's name stands for; refuses with BadZipError what could lie elsewhere than below the root. */
export function zipPath(name: string): readonly string[] {
  const shown = JSON.stringify(name.slice(0, 100));
  if (name === '' || /[\0\\]/.test(name)) throw new BadZipError(`${shown} is no name for a file`);
  if (name.startsWith('/') || /^[a-zA-Z]:/.test(name)) throw new BadZipError(`${shown} is an absolute path`);
  if (Buffer.byteLength(name) > pathBytesMax) throw new BadZipError(`${shown} is too long a name`);
  const path = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  for (const segment of path) {
    if (segment === '..') throw new BadZipError(`${shown} leads out of the package`);
    if (Buffer.byteLength(segment) > segmentBytesMax) throw new BadZipError(`${shown} is too long a name`);
  }
  return path;
}
