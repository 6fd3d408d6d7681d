'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '../../shell/ask';
import { useRegion } from '../../shell/url-state';
import type { FunctionAlias, FunctionVersion } from './function-version';

export function useVersions(name: string) {
  return useList<FunctionVersion>(name, 'versions');
}

export function useAliases(name: string) {
  return useList<FunctionAlias>(name, 'aliases');
}

function useList<Item>(name: string, what: 'versions' | 'aliases') {
  const region = useRegion();
  return useQuery({
    queryKey: ['function', region, name, what],
    queryFn: () => ask<Item[]>(`/api/functions/${encodeURIComponent(name)}/${what}`, { region }),
  });
}
