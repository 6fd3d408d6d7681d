import type { CompatibilityData, FromMemory } from './compatibility-data.js';
import { neighbourServices } from './neighbour-services.js';
import type { Client } from './seen-calls.js';

/** The text of docs/compatibility.md. The same data give the same text. */
export function compatibilityPage(data: CompatibilityData): string {
  const sections = [introduction(data), operations(data), refused(data), differences(data), options(data)];
  return `${[...sections, notReproduced(data), fromMemory(data), errors(data), neighbours(data)].join('\n\n')}\n`;
}

function introduction({ claims, errors, answers, notReproduced }: CompatibilityData): string {
  const all = Object.values(claims);
  const implemented = all.filter(({ status }) => status === 'implemented').length;
  const reproduced = (recordings: readonly { readonly id: string }[]) =>
    recordings.filter(({ id }) => !(id in notReproduced)).length;
  return `# Compatibility with AWS

Hearth answers as AWS does: the same operations, errors, texts and members. This page says how far that goes and how it is known. It is
made from the tests: \`npm test\` writes down every call that it makes, \`npm run compatibility\` makes this page from that, and a test
fails while the two differ.

- ${implemented} of Lambda's ${all.length} operations are implemented; the other ${all.length - implemented} are refused with a reason.
- ${reproduced(errors)} of ${errors.length} distinct errors that were recorded from AWS are repeated: status, code, text and members.
- ${reproduced(answers)} of ${answers.length} distinct forms of answers that were recorded from AWS are repeated: every member, and none besides.

What Hearth cannot do yet is refused, and stands below with its reason; the few settings that it keeps before it acts on them stand under
[what differs](#what-differs).`;
}

function operations({ claims, calls, errors, answers, notReproduced }: CompatibilityData): string {
  const rows = sorted(claims).map(([operation, { status, note }]) => {
    const used = (client: Client) => (calls.lambda?.[operation]?.clients.includes(client) ? 'yes' : '');
    const repeated = (recordings: CompatibilityData['errors']) => {
      const own = recordings.filter((recording) => recording.operation === operation);
      return own.length ? `${own.filter(({ id }) => !(id in notReproduced)).length} of ${own.length}` : '';
    };
    const answer = status === 'refused' ? 'refused' : note ? '[differs](#what-differs)' : 'yes';
    return [operation, answer, repeated(errors), repeated(answers), used('aws-sdk-js'), used('aws-cli')];
  });
  const columns = ['Operation', 'Implemented', 'Recorded errors', 'Recorded answers', 'SDK for JavaScript', 'AWS CLI'];
  return `## Lambda's operations

Recorded errors and answers: how many of those that were recorded from AWS the tests repeat; empty where none were. SDK and CLI:
whether the tests call the operation with the unmodified client and are answered.

${table(columns, rows)}`;
}

function refused({ claims }: CompatibilityData): string {
  const byReason = grouped(sorted(claims).flatMap(([operation, { reason }]) => (reason ? [[reason, operation] as const] : [])));
  const items = [...byReason].map(([reason, names]) => `- ${reason}: ${names.map(code).join(', ')}.`);
  return `## Operations that are refused

They answer \`NotImplementedException\` with status 501, which no SDK tries again, once the caller was found to be allowed and the input
to be well-formed. An operation that concerns a function refuses one that does not exist as AWS does.

${items.join('\n')}`;
}

function differences({ claims }: CompatibilityData): string {
  const byNote = grouped(sorted(claims).flatMap(([operation, { note }]) => (note ? [[note, operation] as const] : [])));
  return `## What differs

${[...byNote].map(([note, names]) => `- ${names.map(code).join(', ')}: ${note}`).join('\n')}`;
}

function options(data: CompatibilityData): string {
  return `## Options that are refused

Options of isolation, security and delivery that are not built answer \`InvalidParameterValueException\`: to keep them and do nothing
would be a promise broken in silence. Values that mean "without" are accepted.

${table(
  ['Option', 'Why'],
  sorted(data.options).map(([option, reason]) => [code(option), reason]),
)}`;
}

function notReproduced(data: CompatibilityData): string {
  const byReason = grouped(sorted(data.notReproduced).map(([id, reason]) => [reason, id] as const));
  const items = [...byReason].map(([reason, ids]) => `- ${reason}\n${ids.map((id) => `  - ${code(id)}`).join('\n')}`);
  return `## Recordings that are not repeated

${items.join('\n')}`;
}

function fromMemory(data: CompatibilityData): string {
  const list = (title: string, items: readonly string[] = []) =>
    items.length ? [`${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`] : [];
  const area = ({ area: name, reported, ownWords, unknown }: FromMemory) =>
    [
      `### ${name}`,
      ...list('Reported by users of AWS, not recorded:', reported),
      ...list('In words of our own:', ownWords),
      ...list('Not known:', unknown),
    ].join('\n\n');
  return `## What was never recorded

Where no recording exists, Hearth says what users of AWS have reported; where there is not even that, it says it in its own words.
Codes and statuses are AWS's in both cases.

${data.fromMemory.map(area).join('\n\n')}`;
}

function errors({ claims, calls }: CompatibilityData): string {
  const rows = sorted(claims).flatMap(([operation]) => {
    const seen = calls.lambda?.[operation]?.errors ?? [];
    return seen.length ? [[operation, seen.map(code).join(', ')]] : [];
  });
  return `## Errors, by operation

Every refusal that the tests meet.

${table(['Operation', 'Errors'], rows)}`;
}

function neighbours({ neighbours, calls }: CompatibilityData): string {
  const sections = neighbourServices.map(({ signingName, title, operations: all }) => {
    const names = neighbours[signingName] ?? [];
    const by = (client: Client) => names.filter((name) => calls[signingName]?.[name]?.clients.includes(client)).length;
    return `### ${title}

${names.length} of ${all.length} operations; the tests use ${by('aws-sdk-js')} of them with the SDK for JavaScript and ${by('aws-cli')} with the AWS CLI.

${names.map(code).join(', ')}.`;
  });
  return `## Other services

What is not named here answers \`NotImplementedException\` (\`NotImplemented\` for S3) with status 501.

${sections.join('\n\n')}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function grouped(pairs: readonly (readonly [key: string, value: string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

const sorted = <V>(record: Readonly<Record<string, V>>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
const code = (text: string) => `\`${text}\``;
