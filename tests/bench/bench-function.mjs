import { ZipFile } from 'yazl';

const source = `export const handler = async (event) => {
  if (event.waitMilliseconds) await new Promise((resolve) => setTimeout(resolve, event.waitMilliseconds));
  return event;
};
`;

/** The deployment package of a function that answers with its event, after a wait if the event asks for one. */
export const benchZip = () => zipOf({ 'index.mjs': source });

export async function zipOf(files) {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
