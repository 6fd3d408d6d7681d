import { LambdaError } from '../lambda-error.js';
import type { SourceKind } from './source-kind.js';

/**
 * Refuses a filter that AWS would not store: a pattern is an object of objects whose leaves are lists of what may be there.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function checkFilterPattern(pattern: string, kind: SourceKind): void {
  const root = parsed(pattern);
  if (!isPattern(root) || !keepsToItsSource(root as Fields, kind)) {
    throw new LambdaError('InvalidParameterValueException', 'Invalid filter pattern definition.');
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    return undefined;
  }
}

/** The records of streams are JSON within: a filter for their content has to be of the same kind. */
function keepsToItsSource(root: Fields, kind: SourceKind): boolean {
  const content = kind === 'kinesis' ? root.data : kind === 'dynamodb' ? root.dynamodb : undefined;
  return content === undefined || isFields(content);
}

function isPattern(value: unknown): boolean {
  if (!isFields(value)) return false;
  const fields = Object.entries(value);
  return fields.length > 0 && fields.every(([name, inner]) => (name === '$or' ? isChoice(inner) : isField(inner)));
}

const isField = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every((rule) => isScalar(rule) || isRule(rule)) : isPattern(value);

/** Two patterns or more, of which one has to match; otherwise `$or` is a field like any other. */
const isChoice = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 1 && value.every(isFields) ? value.every(isPattern) : isField(value);

const rules: Readonly<Record<string, (operand: unknown) => boolean>> = {
  prefix: isText,
  suffix: isText,
  exists: (operand) => typeof operand === 'boolean',
  'equals-ignore-case': isText,
  'anything-but': isException,
  numeric: isRange,
};

function isRule(value: unknown): boolean {
  if (!isFields(value)) return false;
  const [[name, operand] = ['', undefined], ...more] = Object.entries(value);
  return more.length === 0 && Object.hasOwn(rules, name) && rules[name]!(operand);
}

function isException(operand: unknown): boolean {
  if (isFields(operand)) {
    const [[name, inner] = ['', undefined], ...more] = Object.entries(operand);
    return more.length === 0 && ['prefix', 'suffix', 'equals-ignore-case'].includes(name) && isText(inner) && inner !== '';
  }
  const listed = Array.isArray(operand) ? operand : [operand];
  return (
    listed.length > 0 && (listed.every((item) => typeof item === 'string') || listed.every((item) => typeof item === 'number'))
  );
}

/** What EventBridge's patterns compare numbers with. */
const numberMagnitudeMax = 5_000_000_000;

/** `["=", 3]`, one bound, or a lower and an upper one. */
function isRange(operand: unknown): boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return false;
  const [operator, bound, upperOperator, upper] = operand as [unknown, unknown, unknown, unknown];
  if (!isBound(bound)) return false;
  if (operand.length === 2) return ['=', '<', '<=', '>', '>='].includes(operator as string);
  return (
    ['>', '>='].includes(operator as string) && ['<', '<='].includes(upperOperator as string) && isBound(upper) && bound < upper
  );
}

const isBound = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= numberMagnitudeMax;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
