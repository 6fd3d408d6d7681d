'use client';

import { useEffect, useState } from 'react';

const example = `{
  "key1": "value1",
  "key2": "value2",
  "key3": "value3"
}`;

/** The event last written for a function, kept in this browser. */
export function useKeptEvent(region: string, name: string): readonly [string, (event: string) => void] {
  const key = `hearth-event:${region}:${name}`;
  const [event, setEvent] = useState(example);
  useEffect(() => setEvent(window.localStorage.getItem(key) ?? example), [key]);
  const keep = (changed: string) => {
    setEvent(changed);
    try {
      window.localStorage.setItem(key, changed);
    } catch {
      // A full or forbidden store: the event lasts as long as the page.
    }
  };
  return [event, keep];
}
