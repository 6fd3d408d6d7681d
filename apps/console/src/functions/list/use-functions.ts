'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FunctionListPage } from '../../app/api/functions/route';
import type { FunctionStates } from '../../app/api/functions/states/route';
import { ask } from '../../shell/ask';
import { isSettling } from '../function-state';
import type { FunctionSummary } from '../function-summary';

const settlingMilliseconds = 1_000;

/** The account's functions, page after page by Lambda's marker; all of them when `wantAll`, as a search needs. */
export function useFunctions(region: string, wantAll: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['functions', region],
    queryFn: ({ pageParam }) => ask<FunctionListPage>('/api/functions', { region, marker: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextMarker,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (wantAll && hasNextPage && !isFetching && !isError) fetchNextPage();
  }, [wantAll, hasNextPage, isFetching, isError, fetchNextPage]);
  return { ...query, functions: query.data?.pages.flatMap((page) => page.functions) ?? [] };
}

/** The states of the functions on screen; asked again every second while one of them is about to change. */
export function useFunctionStates(region: string, shown: readonly FunctionSummary[]): FunctionStates {
  const names = shown.map(({ name }) => name);
  const { data = {} } = useQuery({
    queryKey: ['function states', region, names, shown.map(({ lastModified }) => lastModified)],
    queryFn: () => ask<FunctionStates>('/api/functions/states', { region, name: names }),
    enabled: names.length > 0,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (Object.values(state.data ?? {}).some(isSettling) ? settlingMilliseconds : false),
  });
  return data;
}
