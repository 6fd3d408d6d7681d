import type { StructureShape } from '../schema/description.js';
import { structureToXml } from './xml.js';

const shape = {
  kind: 'structure',
  name: 'Listed',
  members: [{ name: 'LastModified', xmlName: 'LastModified', shape: { kind: 'timestamp' } }],
} as unknown as StructureShape;
const value = { LastModified: new Date('2026-11-21T09:00:01Z') };

it('a whole second has milliseconds only where the service always writes them', () => {
  expect(structureToXml(shape, value)).toBe('<LastModified>2026-11-21T09:00:01Z</LastModified>');
  expect(structureToXml(shape, value, 'date-time-with-milliseconds')).toBe(
    '<LastModified>2026-11-21T09:00:01.000Z</LastModified>',
  );
});
