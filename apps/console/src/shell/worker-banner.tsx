'use client';

import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useQuery } from '@tanstack/react-query';
import type { WorkerReport } from '../app/api/workers/route';
import { plainText } from '../view/plain-text';
import { ask } from './ask';
import { useRegion } from './url-state';

const refreshMilliseconds = 10_000;

/** On every page while it holds: that nothing can run functions, or that what runs them is contained less than it should be. */
export function WorkerBanner() {
  const region = useRegion();
  const { data } = useQuery({
    queryKey: ['workers'],
    queryFn: () => ask<WorkerReport>('/api/workers', { region }),
    refetchInterval: refreshMilliseconds,
  });
  const items = data ? warnings(data) : [];
  return items.length > 0 && <Flashbar items={items} />;
}

function warnings({ workers, unenforced }: WorkerReport): FlashbarProps.MessageDefinition[] {
  if (workers === 0) {
    return [
      {
        id: 'no-worker',
        type: 'error',
        header: 'No worker is running',
        content:
          'Functions cannot be invoked; events wait until a worker is back. See the output of npm start, or run npx --no-install hearth doctor.',
      },
    ];
  }
  if (unenforced.length === 0) return [];
  return [
    {
      id: 'unenforced',
      type: 'warning',
      header: 'Functions run with fewer limits than they should',
      content: unenforced.map(plainText).join(' '),
    },
  ];
}
