import { rmSync } from 'node:fs';

/** Ends the servers that the setup started and removes their data; servers that were given stay. */
export default async function tearDown() {
  const servers = globalThis.hearthTestServers;
  if (!servers) return;
  await Promise.all(servers.stop.map((stop) => stop()));
  rmSync(servers.folder, { recursive: true, force: true });
}
