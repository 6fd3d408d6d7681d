import type { ExecutableVersion } from '@hearth/lambda';
import { environmentVariables, newLogStreamName } from './environment-variables.js';

const target = {
  region: 'eu-west-1',
  functionName: 'greet',
  version: '7',
  runtime: 'nodejs24.x',
  handler: 'app.main',
  memoryMegabytes: 512,
  logGroup: '/aws/lambda/greet',
  environment: {},
} as unknown as ExecutableVersion;
const credentials = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: new Date(0) };

it('lets the user replace what AWS lets them replace, and nothing that is reserved', () => {
  const environment = {
    TZ: 'Europe/Paris',
    PATH: '/opt/own',
    _HANDLER: 'evil',
    AWS_SESSION_TOKEN: 'evil',
    AWS_LAMBDA_RUNTIME_API: 'evil',
  };
  expect(environmentVariables({ ...target, environment }, credentials, 'stream')).toMatchObject({
    TZ: 'Europe/Paris',
    PATH: '/opt/own',
    _HANDLER: 'app.main',
    AWS_SESSION_TOKEN: 't',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
  });
});

it('names the modules of layers for the Node.js version that runs', () => {
  expect(environmentVariables(target, credentials, 'stream').NODE_PATH).toMatch(/^\/opt\/nodejs\/node24\/node_modules:/);
});

it('gives each environment a log stream of its own', () => {
  const now = new Date('2026-11-02T10:00:00Z');
  expect(newLogStreamName('7', now)).toMatch(/^2026\/11\/02\/\[7\][0-9a-f]{32}$/);
  expect(newLogStreamName('7', now)).not.toBe(newLogStreamName('7', now));
});
