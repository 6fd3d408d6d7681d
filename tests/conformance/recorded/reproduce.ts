import type { RunningTestApi } from '../../kit/running-api.js';
import type { Area } from './areas.js';
import { differences, patternOf, type Values } from './like-recorded.js';
import { call } from './raw-answers.js';
import { recordedAnswers, recordedErrors, recordingsOf } from './recordings.js';

/** The input that leads to a recorded answer, and what its placeholders stand for. Anything else it needs is made on the way. */
export type Reproduction = () => Promise<Reproduced> | Reproduced;

export interface Reproduced {
  readonly input: object;
  readonly values?: Values;
}

/** One test for each error that AWS was recorded to answer to an operation of the area: status, header, text and members of the body. */
export function reproduceErrors(
  area: Area,
  api: () => RunningTestApi,
  reproductions: Readonly<Record<string, Reproduction>>,
): void {
  const recordings = recordingsOf(recordedErrors, area);
  describe('refuses as AWS was recorded to', () => {
    it.each(recordings.map((recorded) => [recorded.id, recorded] as const))('%s', async (id, recorded) => {
      const { input, values } = await found(reproductions, id, recorded.call)();
      const { raw, output } = await call(api(), recorded.operation, input);
      if (output) throw new Error(`Not refused: ${raw.status} ${raw.body}`);
      const body = JSON.parse(raw.body) as Record<string, unknown>;
      expect({ status: raw.status, code: raw.headers['x-amzn-errortype'] }).toEqual({
        status: recorded.status,
        code: recorded.code,
      });
      expect(body.message ?? body.Message).toMatch(patternOf(recorded.message, values));
      if (recorded.members) {
        expect(Object.keys(body).sort()).toEqual(Object.keys(recorded.members).sort());
        for (const [member, value] of Object.entries(recorded.members)) if (value !== null) expect(body[member]).toBe(value);
      }
    });
  });
  refuseStrangers(recordings, reproductions);
}

/** One test for each recorded answer to an operation of the area: every member of it and none besides. */
export function reproduceAnswers(
  area: Area,
  api: () => RunningTestApi,
  reproductions: Readonly<Record<string, Reproduction>>,
): void {
  const recordings = recordingsOf(recordedAnswers, area);
  describe('answers as AWS was recorded to', () => {
    it.each(recordings.map((recorded) => [recorded.id, recorded] as const))('%s', async (id, recorded) => {
      const { input, values } = await found(reproductions, id, recorded.call)();
      const { raw, output, error } = await call(api(), recorded.operation, input);
      if (!output) throw new Error(`Refused: ${raw.status} ${raw.body}`, { cause: error });
      const { $metadata: _metadata, ...answer } = output;
      expect(differences(answer, recorded.answer, values)).toEqual([]);
    });
  });
  refuseStrangers(recordings, reproductions);
}

function found(reproductions: Readonly<Record<string, Reproduction>>, id: string, recordedCall: string): Reproduction {
  const reproduction = reproductions[id];
  if (!reproduction) throw new Error(`Nothing reproduces ${id}, recorded from: ${recordedCall}`);
  return reproduction;
}

function refuseStrangers(recordings: readonly { readonly id: string }[], reproductions: object): void {
  it('reproduces nothing but recordings', () => {
    const ids = new Set(recordings.map(({ id }) => id));
    expect(Object.keys(reproductions).filter((id) => !ids.has(id))).toEqual([]);
  });
}
