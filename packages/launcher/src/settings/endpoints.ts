import type { Settings } from './settings.js';

/** Where API and console are: for people and clients, and for processes of this machine. */
export interface Endpoints {
  readonly endpoint: string;
  readonly console: string;
  readonly localApi: string;
  readonly localConsole: string;
}

/** With a certificate of its own the API answers under the names of that certificate only, on this machine too. */
export function endpoints(settings: Settings): Endpoints {
  const { HEARTH_LISTEN, HEARTH_CONSOLE_LISTEN, HEARTH_PUBLIC_URL, HEARTH_CONSOLE_URL, HEARTH_TLS_CERTIFICATE } = settings;
  const endpoint = HEARTH_PUBLIC_URL ?? HEARTH_LISTEN.url;
  return {
    endpoint,
    console: HEARTH_CONSOLE_URL ?? HEARTH_CONSOLE_LISTEN.url,
    localApi: HEARTH_TLS_CERTIFICATE ? endpoint : HEARTH_LISTEN.url,
    localConsole: HEARTH_CONSOLE_LISTEN.url,
  };
}
