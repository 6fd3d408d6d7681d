'use client';

import { exactTime, localTime } from './times';
import { useInBrowser } from './use-in-browser';

/** A time in the viewer's own zone, with the exact one on hover. */
export function Timestamp({ at }: { readonly at: string | number }) {
  // The server does not know the viewer's zone: it writes UTC, and the browser rewrites it.
  const inBrowser = useInBrowser();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>–</>;
  return (
    <time dateTime={date.toISOString()} title={exactTime(date)}>
      {inBrowser ? localTime(date) : exactTime(date)}
    </time>
  );
}
