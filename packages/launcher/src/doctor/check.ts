import type { Places } from '../settings/places.js';
import type { Settings } from '../settings/settings.js';

export type Finding =
  | { readonly well: true; readonly what: string }
  | { readonly well: false; readonly what: string; readonly remedy: string };

export interface Check {
  readonly subject: string;
  /** Looks and changes nothing. A `CannotStart` it throws counts as a finding that is not well. */
  examine(installation: { readonly settings: Settings; readonly places: Places }): Promise<Finding>;
}

export function well(what: string): Finding {
  return { well: true, what };
}

export function unwell(what: string, remedy: string): Finding {
  return { well: false, what, remedy };
}
