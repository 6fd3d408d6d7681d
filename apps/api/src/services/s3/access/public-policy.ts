import { S3Error } from '@hearth/services';

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Whether a bucket policy lets everybody in: a grant to all principals that no condition ties to fixed values.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicPolicy(text: string): boolean {
  const { Statement: statements } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  return [statements ?? []].flat().some((statement) => statement.Effect === 'Allow' && isForAll(statement) && !isTied(statement));
}

function isForAll({ Principal: principal }: Statement): boolean {
  if (principal === undefined) return true;
  if (typeof principal !== 'object' || principal === null) return principal === '*';
  const { AWS: aws } = principal as { AWS?: unknown };
  return [aws].flat().some((name) => typeof name === 'string' && name.includes('*'));
}

const tyingKeys = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

function isTied({ Condition: condition = {} }: Statement): boolean {
  return Object.entries(condition).some(
    ([operator, tests]) =>
      !/not|ifexists|null/i.test(operator) &&
      Object.entries(tests).some(([key, values]) => tyingKeys.has(key.toLowerCase()) && [values].flat().every(isFixed)),
  );
}

/** Everybody's address is no fixed one. */
const isFixed = (value: unknown) => typeof value === 'string' && !value.includes('*') && !/\/0$/.test(value);

/** Refuses a policy that a bucket's settings forbid. */
export const publicPolicyRefused = (who: string, resource: string) =>
  new S3Error(
    'AccessDenied',
    `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "${resource}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
