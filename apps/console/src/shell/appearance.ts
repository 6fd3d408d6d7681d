'use client';

import { useEffect, useState } from 'react';

export type Appearance = 'system' | 'light' | 'dark';

const yearSeconds = 365 * 86_400;

/** Light or dark as the person chose, or as their system is when they did not; public/appearance.js applies it before the first paint. */
export function useAppearance(): readonly [Appearance, (chosen: Appearance) => void] {
  const [appearance, setAppearance] = useState<Appearance>();
  useEffect(() => setAppearance(kept()), []);
  useEffect(() => {
    if (!appearance) return;
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const dark = appearance === 'system' ? system.matches : appearance === 'dark';
      document.body.classList.toggle('awsui-dark-mode', dark);
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [appearance]);
  const choose = (chosen: Appearance) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `hearth-appearance=${chosen}; Path=/; SameSite=Lax; Max-Age=${chosen === 'system' ? 0 : yearSeconds}`;
    setAppearance(chosen);
  };
  return [appearance ?? 'system', choose];
}

function kept(): Appearance {
  const found = /(?:^|; )hearth-appearance=(light|dark)/.exec(document.cookie)?.[1];
  return found === 'light' || found === 'dark' ? found : 'system';
}
