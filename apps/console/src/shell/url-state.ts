'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { defaultRegion, regionOf } from '../server/region';

export type UrlChanges = Readonly<Record<string, string | undefined>>;

/** The part of a view's state that its URL holds. A change is a step in the browser's history unless it replaces the last one. */
export function useUrlState(): readonly [URLSearchParams, (changes: UrlChanges, how?: 'push' | 'replace') => void] {
  const search = useSearchParams();
  const change = useCallback((changes: UrlChanges, how: 'push' | 'replace' = 'push') => {
    const url = withChanges(window.location.pathname, new URLSearchParams(window.location.search), changes);
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', url);
  }, []);
  return [search, change];
}

export function useRegion(): string {
  return regionOf(useSearchParams().get('region'));
}

/** The address of another view in the region that is being looked at. */
export function useViewUrl(): (path: string, changes?: UrlChanges) => string {
  const region = useRegion();
  return useCallback(
    (path, changes = {}) =>
      withChanges(path, new URLSearchParams(), { region: region === defaultRegion ? undefined : region, ...changes }),
    [region],
  );
}

function withChanges(path: string, search: URLSearchParams, changes: UrlChanges): string {
  for (const [name, value] of Object.entries(changes)) value ? search.set(name, value) : search.delete(name);
  const query = search.toString();
  return query ? `${path}?${query}` : path;
}
