import type { Session } from '../server/session';

/** What the browser may know of who is signed in. */
export interface Viewer {
  readonly accountId: string;
  readonly userName: string;
  readonly userArn: string;
}

export function viewerOf({ accountId, userName, userArn }: Session): Viewer {
  return { accountId, userName, userArn };
}
