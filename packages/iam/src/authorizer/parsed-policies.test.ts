import { ParsedPolicies } from './parsed-policies.js';

const policy = (Sid: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });

it('parses a text once, while there is room for it', () => {
  const [a, b, c] = [policy('a'), policy('b'), policy('c')];
  const policies = new ParsedPolicies(a.length * 2);
  const first = policies.parse(a);
  const second = policies.parse(b);
  expect(policies.parse(a)).toBe(first);
  policies.parse(c);
  expect(policies.parse(b)).toBe(second);
  expect(policies.parse(a)).not.toBe(first);
});

it('reads also what it has no room for, and refuses what it cannot read', () => {
  const policies = new ParsedPolicies(1);
  expect(policies.parse(policy('a')).document.statements).toHaveLength(1);
  expect(() => policies.parse('{')).toThrow('Syntax errors in policy.');
});
