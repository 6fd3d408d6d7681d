'use client';

import BreadcrumbGroup, { type BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group';
import { useRouter } from 'next/navigation';

/** Where a page is, and the way back up. */
export function Path({ items }: { readonly items: readonly BreadcrumbGroupProps.Item[] }) {
  const router = useRouter();
  return (
    <BreadcrumbGroup
      items={items}
      ariaLabel="Path"
      onFollow={(event) => {
        event.preventDefault();
        router.push(event.detail.href);
      }}
    />
  );
}
