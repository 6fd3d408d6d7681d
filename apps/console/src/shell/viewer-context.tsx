'use client';

import { createContext, useContext } from 'react';
import type { Viewer } from './viewer';

export const ViewerContext = createContext<Viewer | undefined>(undefined);

/** Who is signed in; only for pages inside the console's frame. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('this page stands outside the console’s frame');
  return viewer;
}
