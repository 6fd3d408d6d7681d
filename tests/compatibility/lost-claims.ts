import type { SeenCalls } from './seen-calls.js';

/** Which client was seen with which operation when the page was made, but not in these calls. */
export function lostClaims(claimed: SeenCalls, seen: SeenCalls): string[] {
  return Object.entries(claimed).flatMap(([service, operations]) =>
    Object.entries(operations).flatMap(([operation, { clients }]) =>
      clients
        .filter((client) => !seen[service]?.[operation]?.clients.includes(client))
        .map((client) => `${service}:${operation} with ${client}`),
    ),
  );
}
