import { configured } from './configured.js';
import type { FunctionConfiguration } from './function-version.js';

const text = { logFormat: 'Text', logGroup: '/aws/lambda/f', timeoutSeconds: 3 } as FunctionConfiguration;
const json = configured(text, { logFormat: 'JSON', applicationLogLevel: 'DEBUG' });

it('logs JSON from INFO on where no level is named', () => {
  expect(configured(text, { logFormat: 'JSON' })).toMatchObject({ applicationLogLevel: 'INFO', systemLogLevel: 'INFO' });
  expect(json).toMatchObject({ applicationLogLevel: 'DEBUG', systemLogLevel: 'INFO' });
});

it('keeps the levels that a change does not speak of, until JSON is asked for anew', () => {
  expect(configured(json, { systemLogLevel: 'WARN', timeoutSeconds: 5 })).toMatchObject({
    applicationLogLevel: 'DEBUG',
    systemLogLevel: 'WARN',
    timeoutSeconds: 5,
  });
  expect(configured(json, { logFormat: 'JSON' }).applicationLogLevel).toBe('INFO');
});

it('has no levels once it logs text', () => {
  expect(configured(json, { logFormat: 'Text' })).toEqual(text);
});

it('refuses levels for text', () => {
  const refusal = expect.objectContaining({ code: 'InvalidParameterValueException' });
  expect(() => configured(text, { systemLogLevel: 'WARN' })).toThrow(refusal);
  expect(() => configured(json, { logFormat: 'Text', applicationLogLevel: 'WARN' })).toThrow(refusal);
});
