'use client';

import Skeleton from '@cloudscape-design/components/skeleton';

/** As large as the editor it stands in for, so that nothing jumps. */
export function EditorSkeleton() {
  return <Skeleton width="100%" height="322px" />;
}
