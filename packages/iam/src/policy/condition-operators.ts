import { BlockList, isIP } from 'node:net';
import { UnreadablePolicy } from './unreadable-policy.js';
import { type Variables, wildcard } from './wildcard.js';

/** Whether a value of the request stands in the operator's relation to a value of the policy. */
export type Comparison = (requestValue: string, variables: Variables) => boolean;

export interface BaseOperator {
  /** Holds when the comparison does not: `StringNotEquals` beside `StringEquals`. */
  readonly negated: boolean;
  /** Throws UnreadablePolicy for a value that the operator cannot compare with. */
  compile(policyValue: string, variables: boolean): Comparison;
}

type Compile = BaseOperator['compile'];

const text = (options: { readonly ignoreCase?: boolean; readonly wildcards?: boolean }): Compile => {
  return (policyValue, variables) => {
    const pattern = wildcard(policyValue, { variables, ...options });
    return (requestValue, lookup) => pattern.matches(requestValue, lookup);
  };
};

/** The six parts of an ARN are compared one by one, so that `*` never reaches across a colon of the first five, except at the end. */
const arn: Compile = (policyValue, variables) => {
  const patterns = arnPatternParts(policyValue)?.map((part) => wildcard(part, { variables }));
  return (requestValue, lookup) => {
    const found = arnParts(requestValue);
    if (!patterns || found?.[0] !== 'arn') return false;
    return patterns.every((pattern, index) => pattern.matches(found[index]!, lookup));
  };
};

/** A pattern that ends early with a star means whatever follows: `arn:aws:s3*`, `*`. Any other that is too short means nothing. */
function arnPatternParts(pattern: string): readonly string[] | undefined {
  const whole = arnParts(pattern);
  if (whole || !pattern.endsWith('*')) return whole;
  const parts = pattern.split(':');
  return [...parts, ...Array.from({ length: 6 - parts.length }, () => '*')];
}

function arnParts(value: string): readonly string[] | undefined {
  return /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(value)?.slice(1);
}

const ordered = (parse: (value: string) => number | undefined, holds: (request: number, policy: number) => boolean): Compile => {
  return (policyValue) => {
    const limit = parse(policyValue);
    if (limit === undefined) throw new UnreadablePolicy('Syntax errors in policy.');
    return (requestValue) => {
      const value = parse(requestValue);
      return value !== undefined && holds(value, limit);
    };
  };
};

const parseNumber = (value: string) => (/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined);

const datePattern = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** W3C's profile of ISO 8601, or seconds since 1970; a time without zone is UTC. */
function parseDate(value: string): number | undefined {
  if (/^\d{5,}(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const found = datePattern.exec(value);
  if (!found) return undefined;
  const milliseconds = Date.parse(found[3] && !found[6] ? `${value}Z` : value);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

const ipAddress: Compile = (policyValue) => {
  const [address, length, ...rest] = policyValue.split('/');
  const family = isIP(address!);
  const bits = family === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  if (!family || rest.length > 0 || !(length === undefined || /^\d+$/.test(length)) || prefix > bits) {
    throw new UnreadablePolicy('Syntax errors in policy.');
  }
  const range = new BlockList();
  range.addSubnet(address!, prefix, family === 6 ? 'ipv6' : 'ipv4');
  return (requestValue) => {
    const found = isIP(requestValue);
    return found === family && range.check(requestValue, found === 6 ? 'ipv6' : 'ipv4');
  };
};

const bool: Compile = (policyValue, variables) => {
  const same = text({ ignoreCase: true, wildcards: false })(policyValue, variables);
  return (requestValue, lookup) => /^(true|false)$/i.test(requestValue) && same(requestValue, lookup);
};

const binary: Compile = (policyValue) => {
  const bytes = Buffer.from(policyValue, 'base64');
  return (requestValue) => Buffer.from(requestValue, 'base64').equals(bytes);
};

const is = (compile: Compile): BaseOperator => ({ negated: false, compile });
const isNot = (compile: Compile): BaseOperator => ({ negated: true, compile });

const exact = text({ wildcards: false });
const exactIgnoringCase = text({ wildcards: false, ignoreCase: true });
const like = text({});
const same = (request: number, policy: number) => request === policy;
const less = (request: number, policy: number) => request < policy;
const atMost = (request: number, policy: number) => request <= policy;
const more = (request: number, policy: number) => request > policy;
const atLeast = (request: number, policy: number) => request >= policy;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const baseOperators: Readonly<Record<string, BaseOperator>> = {
  StringEquals: is(exact),
  StringNotEquals: isNot(exact),
  StringEqualsIgnoreCase: is(exactIgnoringCase),
  StringNotEqualsIgnoreCase: isNot(exactIgnoringCase),
  StringLike: is(like),
  StringNotLike: isNot(like),
  NumericEquals: is(ordered(parseNumber, same)),
  NumericNotEquals: isNot(ordered(parseNumber, same)),
  NumericLessThan: is(ordered(parseNumber, less)),
  NumericLessThanEquals: is(ordered(parseNumber, atMost)),
  NumericGreaterThan: is(ordered(parseNumber, more)),
  NumericGreaterThanEquals: is(ordered(parseNumber, atLeast)),
  DateEquals: is(ordered(parseDate, same)),
  DateNotEquals: isNot(ordered(parseDate, same)),
  DateLessThan: is(ordered(parseDate, less)),
  DateLessThanEquals: is(ordered(parseDate, atMost)),
  DateGreaterThan: is(ordered(parseDate, more)),
  DateGreaterThanEquals: is(ordered(parseDate, atLeast)),
  Bool: is(bool),
  BinaryEquals: is(binary),
  IpAddress: is(ipAddress),
  NotIpAddress: isNot(ipAddress),
  ArnEquals: is(arn),
  ArnLike: is(arn),
  ArnNotEquals: isNot(arn),
  ArnNotLike: isNot(arn),
};
