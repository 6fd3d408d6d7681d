'use client';

import { createContext } from 'react';

/** The nonce of this page, for the style sheets that the event editor makes. */
export const NonceContext = createContext('');
