import { ZipFile } from 'yazl';

const source = `export const handler = async (event) => {
  if (event.waitMilliseconds) await new Promise((resolve) => setTimeout(resolve, event.waitMilliseconds));
  return event;
};
`;

/** The deployment package of a function that answers with its event, after a wait if the event asks for one. */
export async function benchZip() {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(source), 'index.mjs');
  zip.end();
  const chunks = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
