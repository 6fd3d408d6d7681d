import { StreamedResponse } from './streamed-response.js';

const bytes = (text: string) => Buffer.from(text);

async function read(response: StreamedResponse): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of response.chunks()) chunks.push(Buffer.from(chunk).toString());
  return chunks;
}

it('gives what was written to who reads, in order and to the end', async () => {
  const response = new StreamedResponse();
  const reading = read(response);
  await response.write(bytes('a'));
  await response.write(bytes('b'));
  response.end();
  expect(await reading).toEqual(['a', 'b']);
});

it('gives what was written before the end also to who comes late', async () => {
  const response = new StreamedResponse();
  void response.write(bytes('a'));
  response.end();
  expect(await read(response)).toEqual(['a']);
});

it('lets nobody write on before what was written is read', async () => {
  const response = new StreamedResponse();
  let written = false;
  const writing = response.write(bytes('a')).then(() => {
    written = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(written).toBe(false);
  const chunks = response.chunks();
  await chunks.next();
  void chunks.next();
  await writing;
});

it.each([
  ['goes away', (response: StreamedResponse) => response.abandon()],
  ['stops reading', (response: StreamedResponse) => void response.chunks().return()],
])('drops what is written after its reader %s', async (_how, leave) => {
  const response = new StreamedResponse();
  const before = response.write(bytes('a'));
  const chunks = response.chunks();
  await chunks.next();
  leave(response);
  void chunks.return();
  await before;
  await response.write(bytes('b'));
});
