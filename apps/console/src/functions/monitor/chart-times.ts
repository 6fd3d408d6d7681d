const dayMilliseconds = 86_400_000;

/** A tick below a chart: the time of day, with the day when the chart spans several. */
export function chartTime(at: Date, spanMilliseconds: number, utc: boolean): string {
  const time = formatted(at, utc, { hour: '2-digit', minute: '2-digit', hour12: false });
  return spanMilliseconds > dayMilliseconds ? `${formatted(at, utc, { month: 'short', day: 'numeric' })}\n${time}` : time;
}

/** The moment a chart's point stands for, with its zone. */
export function fullChartTime(at: Date, utc: boolean): string {
  return formatted(at, utc, { dateStyle: 'medium', timeStyle: 'long', hour12: false });
}

function formatted(at: Date, utc: boolean, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en', { ...options, ...(utc && { timeZone: 'UTC' }) }).format(at);
}
