import type { EventRecord, EventRecords, EventState, GiveUpCondition } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import type { Event } from '../generated/client.js';

/** Reads what became of events; never on the way of one. */
export class PostgresEventRecords implements EventRecords {
  constructor(private readonly postgres: PostgresConnection) {}

  async find(accountId: string, eventId: string): Promise<EventRecord | undefined> {
    const event = await this.postgres.prisma.event.findFirst({ where: { id: eventId, accountId }, omit: { payload: true } });
    return event ? record(event) : undefined;
  }

  async ofFunction(functionId: string, state: EventState, limit: number): Promise<readonly EventRecord[]> {
    const events = await this.postgres.prisma.event.findMany({
      where: { functionId, state },
      orderBy: { acceptedAt: 'desc' },
      take: limit,
      omit: { payload: true },
    });
    return events.map(record);
  }
}

function record(event: Omit<Event, 'payload'>): EventRecord {
  return {
    id: event.id,
    accountId: event.accountId,
    region: event.region,
    functionId: event.functionId,
    functionName: event.functionName,
    qualifier: event.qualifier ?? undefined,
    state: event.state,
    attempts: event.attempts,
    acceptedAt: event.acceptedAt,
    finishedAt: event.finishedAt ?? undefined,
    condition: (event.condition ?? undefined) as GiveUpCondition | undefined,
    lastError: event.errorCode === null ? undefined : { code: event.errorCode, message: event.errorMessage ?? '' },
  };
}
