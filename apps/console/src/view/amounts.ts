const units = ['B', 'kB', 'MB', 'GB'];

/** Such as `512 B` or `3.4 MB`. */
export function bytes(count: number): string {
  const power = count < 1000 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1);
  const amount = count / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}

/** Such as `12.35 ms` or `2.40 s`. */
export function milliseconds(count: number): string {
  return count < 1000 ? `${trimmed(count)} ms` : `${(count / 1000).toFixed(2)} s`;
}

/** Such as `3 s` or `15 min`. */
export function seconds(count: number): string {
  const minutes = Math.floor(count / 60);
  const rest = count % 60;
  return [minutes && `${minutes} min`, (rest || !minutes) && `${rest} s`].filter(Boolean).join(' ');
}

/** `1 version`, `2 versions`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? singular : plural}`;
}

function trimmed(count: number): string {
  return String(Number(count.toFixed(2)));
}
