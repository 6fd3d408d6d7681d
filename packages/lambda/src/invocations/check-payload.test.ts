import { checkPayload } from './check-payload.js';

const source = (line: number, column: number) =>
  `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;
const expected = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe('the payload of an invocation', () => {
  it('reaches the function byte for byte', () => {
    const payload = Buffer.from('{ "a" : 1.0, "a": "ü" }\n');
    expect(checkPayload(payload, 'RequestResponse')).toBe(payload);
  });

  it('is an empty object when nothing was sent', () => {
    expect(Buffer.from(checkPayload(undefined, 'RequestResponse')).toString()).toBe('{}');
    expect(Buffer.from(checkPayload(new Uint8Array(), 'Event')).toString()).toBe('{}');
  });

  it.each([
    [
      Buffer.from('\x99\xeb,j\x07\xa1zYh', 'latin1'),
      `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value ${expected}${source(1, 1)}`,
    ],
    [Buffer.from('n\x87r\x9e\xe9\xb5\xd7I\xee\x9bmt', 'latin1'), `Invalid UTF-8 start byte 0x87${source(1, 3)}`],
    [Buffer.from('hello'), `Unrecognized token 'hello': was expecting ${expected}${source(1, 6)}`],
    [Buffer.from('{"a":'), `Unexpected end-of-input${source(1, 6)}`],
    [Buffer.from('  '), `No content to map due to end-of-input${source(1, 3)}`],
  ])('is refused in the words AWS uses when it is not JSON (%#)', (payload, failure) => {
    expect(() => checkPayload(payload, 'RequestResponse')).toThrow(
      expect.objectContaining({
        code: 'InvalidRequestContentException',
        message: `Could not parse request body into json: Could not parse payload into json: ${failure}`,
      }),
    );
  });

  it.each([
    ['RequestResponse', 6_291_456, 'Request must be smaller than 6291456 bytes for the InvokeFunction operation'],
    ['Event', 1_048_576, '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)'],
  ] as const)('of type %s may have %d bytes and not one more', (type, limit, message) => {
    const largest = Buffer.from(`"${'x'.repeat(limit - 2)}"`);
    expect(checkPayload(largest, type)).toBe(largest);
    expect(() => checkPayload(Buffer.concat([largest, Buffer.from(' ')]), type)).toThrow(
      expect.objectContaining({ code: 'RequestEntityTooLargeException', message }),
    );
  });
});
