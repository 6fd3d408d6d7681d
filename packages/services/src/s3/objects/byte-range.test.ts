import { byteRange, copiedRange } from './byte-range.js';

describe('a range of an object of ten bytes', () => {
  it.each([
    ['bytes=0-4', { startByte: 0, endByte: 4 }],
    ['bytes=9-9', { startByte: 9, endByte: 9 }],
    ['bytes=3-', { startByte: 3, endByte: 9 }],
    ['bytes=3-99', { startByte: 3, endByte: 9 }],
    ['bytes=-4', { startByte: 6, endByte: 9 }],
    ['bytes=-99', { startByte: 0, endByte: 9 }],
    [undefined, undefined],
    ['bytes=-', undefined],
    ['bytes=5-4', undefined],
    ['bytes=0-1,3-4', undefined],
    ['items=0-1', undefined],
  ])('that a reader asks for with %s', (header, expected) => {
    expect(byteRange(header, 10)).toEqual(expected);
  });

  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('of which no byte exists is refused: %s', (header) => {
    expect(() => byteRange(header, 10)).toThrow('The requested range is not satisfiable');
  });

  it('that a copy asks for must exist to its end', () => {
    expect(copiedRange('bytes=2-9', 10)).toEqual({ startByte: 2, endByte: 9 });
    expect(() => copiedRange('bytes=2-10', 10)).toThrow('Range specified is not valid for source object of size: 10');
    expect(() => copiedRange('bytes=2-', 10)).toThrow('must be of the form bytes=first-last');
    expect(() => copiedRange('bytes=3-2', 10)).toThrow('must be of the form bytes=first-last');
  });
});
