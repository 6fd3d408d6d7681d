const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E407/,
    'npm cannot reach its registry: check the network, a proxy (npm config get proxy) and `npm ping`.',
  ],
  [/ENOSPC/, 'The disk is full: Hearth needs about 2 GB.'],
  [/EACCES|EPERM|EROFS/, 'The clone belongs to another user or is read-only: clone it as the user who runs npm start.'],
  [
    /EUSAGE/,
    'package.json and package-lock.json do not fit together: restore both with `git checkout -- package.json package-lock.json`.',
  ],
  [/E401|E403/, 'The registry refuses these credentials: see `npm config get registry` and `npm login`.'],
  [/EINTEGRITY/, 'A download is damaged: run `npm cache verify` and try again.'],
];

/** What to do about a failed npm ci, by what npm said. */
export function remedyFor(said) {
  return remedies.find(([pattern]) => pattern.test(said))?.[1] ?? 'Run `npm ci` by hand to see more, then npm start again.';
}
