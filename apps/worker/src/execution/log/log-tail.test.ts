import fc from 'fast-check';
import { LogTail } from './log-tail.js';

it('keeps the last 4 KB, whatever the chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 3000 }), { maxLength: 30 }), (texts) => {
      const tail = new LogTail();
      for (const text of texts) tail.append(Buffer.from(text));
      expect(tail.text()).toBe(texts.join('').slice(-4096));
    }),
  );
});

it('does not begin in the middle of a character', () => {
  for (const shift of [0, 1, 2, 3]) {
    const tail = new LogTail();
    tail.append(Buffer.from('x'.repeat(shift) + '€'.repeat(3000)));
    expect(tail.text()).toMatch(/^€+$/);
  }
});

it('does not hold on to what it has dropped', () => {
  const tail = new LogTail();
  tail.append(Buffer.alloc(50 * 1024 * 1024, 'x'));
  expect(tail.text()).toHaveLength(4096);
});

it('is empty after clear', () => {
  const tail = new LogTail();
  tail.append(Buffer.from('before'));
  tail.clear();
  expect(tail.text()).toBe('');
});
