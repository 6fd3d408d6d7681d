'use client';

import Skeleton from '@cloudscape-design/components/skeleton';

/** Holds the place of a short text that is on its way. */
export function TextSkeleton() {
  return <Skeleton variant="text-body-m" width="70%" />;
}
