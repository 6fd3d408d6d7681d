'use client';

import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { defaultRegion } from '../server/region';
import { signOut } from '../sign-in/sign-out';
import { type Appearance, useAppearance } from './appearance';
import { regions } from './regions';
import { useRegion, useViewUrl } from './url-state';
import type { Viewer } from './viewer';

const appearances: readonly (readonly [Appearance, string])[] = [
  ['system', 'Same as system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** The bar above every page: region, appearance, who is signed in and the way out. */
export function ConsoleNavigation({ viewer }: { readonly viewer: Viewer }) {
  const router = useRouter();
  const region = useRegion();
  const home = useViewUrl()('/functions');
  const [appearance, choose] = useAppearance();
  const [, leave] = useTransition();
  const utilities: TopNavigationProps.Utility[] = [
    {
      type: 'menu-dropdown',
      iconName: 'settings',
      ariaLabel: 'Appearance',
      title: 'Appearance',
      items: appearances.map(([id, text]) => ({ itemType: 'checkbox', id, text, checked: id === appearance })),
      onItemClick: ({ detail }) => choose(detail.id as Appearance),
    },
    {
      type: 'menu-dropdown',
      text: region,
      ariaLabel: `Region: ${region}`,
      items: regions.map(([id, name]) => ({ itemType: 'checkbox', id, text: name, secondaryText: id, checked: id === region })),
      onItemClick: ({ detail }) => router.push(detail.id === defaultRegion ? '/functions' : `/functions?region=${detail.id}`),
    },
    {
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: viewer.userName,
      description: `Account ${viewer.accountId}`,
      ariaLabel: `${viewer.userName} in account ${viewer.accountId}`,
      items: [{ id: 'sign-out', text: 'Sign out' }],
      onItemClick: () => leave(() => signOut()),
    },
  ];
  return (
    <header id="top-navigation">
      <TopNavigation
        identity={{
          href: home,
          title: 'Hearth',
          logo: { src: '/icon.svg', alt: '' },
          onFollow: (event) => {
            event.preventDefault();
            router.push(home);
          },
        }}
        utilities={utilities}
        i18nStrings={{ overflowMenuTriggerText: 'More', overflowMenuTitleText: 'All' }}
      />
    </header>
  );
}
