import fc from 'fast-check';
import { FrameReader, MalformedFrameError } from './frame.js';
import { decodeMessage, encodeMessage, type Message } from './message.js';

function sentAndReceived(message: Message): Message {
  const [frame] = [...new FrameReader().read(Buffer.concat(encodeMessage(7, message)))];
  return decodeMessage(frame!);
}

it('keeps payload bytes untouched, valid text or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.string(), (payload, requestId) => {
      const sent: Message = { kind: 'invoke', head: { configurationId: 'c', requestId, invokedFunctionArn: 'arn' }, payload };
      const received = sentAndReceived(sent);
      expect(received).toMatchObject({ kind: 'invoke', head: { requestId } });
      expect(Buffer.from((received as typeof sent).payload)).toEqual(Buffer.from(payload));
    }),
  );
});

it('carries refusals, preparations and room', () => {
  const messages: Message[] = [
    { kind: 'refused', refusal: { kind: 'refused', code: 'TooManyRequestsException', message: 'Rate Exceeded.' } },
    { kind: 'prepared', preparation: { kind: 'failed', reasonCode: 'InvalidZipFileException', reason: 'no' } },
    { kind: 'room', freeMegabytes: 512 },
  ];
  expect(messages.map(sentAndReceived)).toEqual(messages);
});

it('refuses whatever is not a message, and nothing but by MalformedFrameError', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.uint8Array({ maxLength: 200 }), (kind, body) => {
      try {
        decodeMessage({ kind, stream: 1, body: Buffer.from(body) });
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedFrameError);
      }
    }),
    { numRuns: 500 },
  );
});
