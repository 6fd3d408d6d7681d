import { existsSync } from 'node:fs';
import { areas } from './areas.js';
import { differences } from './like-recorded.js';
import { notReproduced, recordedAnswers, recordedErrors } from './recordings.js';

const all = [...recordedErrors, ...recordedAnswers];

describe('what AWS was recorded to answer', () => {
  it('has a spec for each operation', () => {
    const reproduced = Object.values(areas).flat() as string[];
    expect([...new Set(all.map(({ operation }) => operation))].filter((operation) => !reproduced.includes(operation))).toEqual(
      [],
    );
    const missing = Object.keys(areas).filter((area) => !existsSync(new URL(`${area}.spec.ts`, import.meta.url)));
    expect(missing).toEqual([]);
  });

  it('is left out only by name and with a reason', () => {
    const ids = new Set(all.map(({ id }) => id));
    expect(Object.entries(notReproduced).filter(([id, reason]) => !ids.has(id) || reason.length < 20)).toEqual([]);
  });
});

describe('the comparison with a recorded answer', () => {
  const recorded = { Arn: 'arn:<partition>:x:<resource:1>', Size: 3, At: '<datetime>', Pattern: { a: [1] } };
  const same = { Arn: 'arn:aws:x:y', Size: 3, At: new Date(), Pattern: '{"a":[1]}' };

  it('finds nothing in an equal answer', () => {
    expect(differences(same, recorded)).toEqual([]);
  });

  it.each<[string, object]>([
    ['a member too many', { ...same, Extra: 1 }],
    ['a missing member', { ...same, At: undefined }],
    ['another value', { ...same, Size: 4 }],
    ['another text', { ...same, Arn: 'arn:aws:z:y' }],
    ['another item in a text of JSON', { ...same, Pattern: '{"a":[2]}' }],
  ])('finds %s', (_name, answer) => {
    expect(differences(answer, recorded)).toHaveLength(1);
  });
});
