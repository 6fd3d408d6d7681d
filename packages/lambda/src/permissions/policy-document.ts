import { LambdaError } from '../lambda-error.js';

/** AWS's own limit: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const policyCharactersMax = 20_480;

interface Statement {
  readonly Sid?: string;
}

/** A policy as it is kept: with a list of statements, whatever it was written with. */
interface Document {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

/** The policy with one more statement; refuses an id that is taken and a policy that grows too long. */
export function withStatement(text: string | undefined, statement: Statement): string {
  const document = text === undefined ? { Version: '2012-10-17', Id: 'default', Statement: [] } : read(text);
  if (document.Statement.some(({ Sid }) => Sid === statement.Sid)) {
    throw new LambdaError(
      'ResourceConflictException',
      `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  return checkLength(JSON.stringify({ ...document, Statement: [...document.Statement, statement] }));
}

/** The policy without a statement, or nothing when it was the last one; refuses an id that is not there. */
export function withoutStatement(text: string, statementId: string): string | undefined {
  const document = read(text);
  const kept = document.Statement.filter(({ Sid }) => Sid !== statementId);
  if (kept.length === document.Statement.length) {
    throw new LambdaError('ResourceNotFoundException', `Statement ${statementId} is not found in resource policy.`);
  }
  return kept.length === 0 ? undefined : JSON.stringify({ ...document, Statement: kept });
}

export function checkLength(text: string): string {
  if (text.length <= policyCharactersMax) return text;
  throw new LambdaError(
    'PolicyLengthExceededException',
    `The final policy size (${text.length}) is bigger than the limit (${policyCharactersMax}).`,
  );
}

function read(text: string): Document {
  const document = JSON.parse(text) as Omit<Document, 'Statement'> & { readonly Statement: Statement | readonly Statement[] };
  return { ...document, Statement: [document.Statement].flat() as readonly Statement[] };
}
