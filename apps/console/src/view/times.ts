const local = new Intl.DateTimeFormat('en', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** Such as `Nov 21, 2026, 14:05:09` in the zone of whoever looks. */
export function localTime(date: Date): string {
  return local.format(date);
}

/** Such as `2026-11-21 13:05:09.120 UTC`. */
export function exactTime(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('Z', ' UTC');
}
