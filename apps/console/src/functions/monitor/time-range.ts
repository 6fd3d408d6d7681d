import type { DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;
const unitMilliseconds = { minute: 60_000, hour: hourMilliseconds, day: dayMilliseconds, week: 7 * dayMilliseconds } as const;
type Unit = keyof typeof unitMilliseconds;

/** Offered at a click; the first is where a view starts. */
export const offeredRanges: readonly DateRangePickerProps.RelativeOption[] = [
  { key: '1h', amount: 1, unit: 'hour', type: 'relative' },
  { key: '3h', amount: 3, unit: 'hour', type: 'relative' },
  { key: '1d', amount: 1, unit: 'day', type: 'relative' },
  { key: '1w', amount: 1, unit: 'week', type: 'relative' },
];
const firstRange: DateRangePickerProps.Value = { amount: 1, unit: 'hour', type: 'relative', key: '1h' };
const suffixes: Readonly<Record<string, Unit>> = { m: 'minute', h: 'hour', d: 'day', w: 'week' };

/** What `range=` in a URL means: `3h`, `2d`, or two ISO times with `..` between. Anything else is the first range offered. */
export function rangeFromUrl(text: string | null): DateRangePickerProps.Value {
  const [, amount, suffix = ''] = /^(\d{1,3})([mhdw])$/.exec(text ?? '') ?? [];
  const unit = suffixes[suffix];
  if (unit && Number(amount) > 0) return { type: 'relative', amount: Number(amount), unit, key: `${amount}${suffix}` };
  const [startDate = '', endDate = ''] = (text ?? '').split('..');
  const isRange = Date.parse(startDate) < Date.parse(endDate);
  return isRange ? { type: 'absolute', startDate, endDate } : firstRange;
}

/** The inverse of `rangeFromUrl`. */
export function rangeToUrl(range: DateRangePickerProps.Value): string {
  if (range.type === 'absolute') return `${range.startDate}..${range.endDate}`;
  const suffix = Object.keys(suffixes).find((letter) => suffixes[letter] === range.unit);
  return suffix ? `${range.amount}${suffix}` : '1h';
}

/** The instants a range spans, when looked at now. */
export function rangeBounds(
  range: DateRangePickerProps.Value,
  nowMilliseconds: number,
): { readonly from: number; readonly to: number } {
  if (range.type === 'absolute') return { from: Date.parse(range.startDate), to: Date.parse(range.endDate) };
  const length = range.amount * unitMilliseconds[range.unit as Unit];
  return { from: nowMilliseconds - length, to: nowMilliseconds };
}

/** Refuses what cannot be drawn, with the reason a person is shown. */
export function isValidRange(range: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult {
  if (!range) return { valid: false, errorMessage: 'Choose a range.' };
  if (range.type === 'relative' && (!(range.unit in unitMilliseconds) || !(range.amount > 0))) {
    return { valid: false, errorMessage: 'Choose minutes, hours, days or weeks.' };
  }
  const { from, to } = rangeBounds(range, Date.now());
  if (!(from < to)) return { valid: false, errorMessage: 'The range must end after it starts.' };
  if (to - from > 365 * dayMilliseconds) return { valid: false, errorMessage: 'The range can be a year at most.' };
  return { valid: true };
}
