'use client';

import AppLayout from '@cloudscape-design/components/app-layout';
import type { ReactNode } from 'react';
import { ConsoleNavigation } from './console-navigation';
import type { Viewer } from './viewer';
import { ViewerContext } from './viewer-context';
import { WorkerBanner } from './worker-banner';

/** The frame of every page behind the sign-in. */
export function ConsoleFrame({ viewer, children }: { readonly viewer: Viewer; readonly children: ReactNode }) {
  return (
    <ViewerContext value={viewer}>
      <ConsoleNavigation viewer={viewer} />
      <AppLayout
        headerSelector="#top-navigation"
        navigationHide
        toolsHide
        maxContentWidth={1800}
        notifications={<WorkerBanner />}
        stickyNotifications
        content={children}
      />
    </ViewerContext>
  );
}
