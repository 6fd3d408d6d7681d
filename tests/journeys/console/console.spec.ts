import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  LambdaClient,
  PublishVersionCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, openPage, seriousViolations, type Watched } from '../../kit/browser.js';
import { type RunningHearth, startHearth } from '../../kit/hearth.js';
import { zipOf } from '../../kit/zip-of.js';
import { ConsoleVisitor } from './console-visitor.js';
import { handlerSource, payloads } from './hostile-function.js';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

const startMillisecondsMax = 180_000;
const journeyMillisecondsMax = 90_000;
const tabs = ['configuration', 'test', 'monitor', 'versions', 'aliases'];

let hearth: RunningHearth;
let browser: Browser;
let watched: Watched;
let page: Page;
let visitor: ConsoleVisitor;
/** The cookies of somebody who has signed in: most journeys start there. */
let signedIn: StorageState;

beforeAll(async () => {
  hearth = await startHearth();
  browser = await openBrowser();
  await createFunctions();
  signedIn = await signInOnce();
}, startMillisecondsMax);
afterAll(async () => {
  await browser?.close();
  await hearth?.stop();
}, startMillisecondsMax);
afterEach(() => watched?.context.close());

async function visit(options: BrowserContextOptions = { storageState: signedIn }): Promise<void> {
  watched = await openPage(browser, options);
  page = watched.page;
  visitor = new ConsoleVisitor(page, hearth);
}

async function signInOnce(): Promise<StorageState> {
  await visit({});
  await visitor.signedIn();
  const state = await watched.context.storageState();
  await watched.context.close();
  return state;
}

async function createFunctions(): Promise<void> {
  const iam = new IAMClient(hearth.clientSettings);
  const lambda = new LambdaClient(hearth.clientSettings);
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'journey', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', ...trust }) }),
  );
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'journey',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    }),
  );
  const ZipFile = await zipOf({ 'index.mjs': handlerSource });
  const common = { Role: Role?.Arn, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 30, Code: { ZipFile } } as const;
  const hostile = Object.fromEntries(payloads.map((payload, index) => [`EVIL_${index}`, payload.replaceAll('\u0000', '')]));
  await lambda.send(
    new CreateFunctionCommand({
      ...common,
      FunctionName: 'greeter',
      Description: 'Greets whoever calls',
      Tags: { team: 'welcome' },
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      ...common,
      FunctionName: 'hostile',
      Description: payloads.slice(0, 3).join(' '),
      Environment: { Variables: hostile },
    }),
  );
  for (const FunctionName of ['greeter', 'hostile']) {
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName });
  }
  await lambda.send(new PublishVersionCommand({ FunctionName: 'greeter', Description: 'the first' }));
  await lambda.send(new CreateAliasCommand({ FunctionName: 'greeter', Name: 'live', FunctionVersion: '1' }));
  iam.destroy();
  lambda.destroy();
}

test(
  'a wrong password is refused without a word about which part was wrong',
  async () => {
    await visit({});
    await visitor.signIn('not the password');
    await page.getByText('The account, user name or password is wrong.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await watched.context.cookies()).toEqual([]);
  },
  journeyMillisecondsMax,
);

test(
  'whoever is not signed in is led to the sign-in page, and afterwards to where they were going',
  async () => {
    await visit({});
    await visitor.open('/functions/greeter?tab=versions');
    expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/functions/greeter?tab=versions');
    await visitor.signIn(hearth.adminPassword, '/functions/greeter?tab=versions');
    await page.getByRole('cell', { name: 'the first' }).waitFor();
  },
  journeyMillisecondsMax,
);

test(
  'the session is a cookie that scripts cannot read, and the browser is given no credentials',
  async () => {
    await visit({});
    await visitor.signedIn();
    const [session, ...others] = await watched.context.cookies();
    expect(session).toMatchObject({ name: 'hearth-session', httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(others).toEqual([]);
    const known = await page.evaluate(
      'document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage })',
    );
    expect(known).not.toMatch(/ASIA[A-Z0-9]{16}/);
  },
  journeyMillisecondsMax,
);

test(
  'a function is found by its name, opened, and shows its configuration',
  async () => {
    await visit();
    await visitor.open('/functions');
    await page.getByRole('cell', { name: 'Greets whoever calls' }).waitFor();
    await page.getByPlaceholder('Find by name, description or runtime').fill('greet');
    await page.getByText('1 match', { exact: true }).filter({ visible: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toBe('greet');
    await page.getByRole('link', { name: 'greeter' }).click();
    await page.getByRole('heading', { name: 'greeter', level: 1 }).waitFor();
    expect(await visitor.valueOf('State')).toBe('Active');
    expect(await visitor.valueOf('Memory')).toBe('128 MB');
    expect(await visitor.valueOf('Execution role')).toContain(`arn:aws:iam::${hearth.accountId}:role/journey`);
    await page.getByRole('cell', { name: 'welcome' }).waitFor();
  },
  journeyMillisecondsMax,
);

test(
  'a test shows what the function answered, how long it took, what memory it used and what it logged',
  async () => {
    await visit();
    await visitor.open('/functions/greeter?tab=test');
    await visitor.test({ name: 'Ada', log: ['a line of its own'] });
    await page.getByText('Succeeded').waitFor();
    expect(await page.getByRole('region', { name: 'Response' }).textContent()).toContain('"hello": "Ada"');
    expect(await visitor.valueOf('Duration')).toMatch(/^[\d.]+ (ms|s)$/);
    expect(await visitor.valueOf('Billed duration')).toMatch(/^\d+ ms$|^[\d.]+ s$/);
    expect(await visitor.valueOf('Memory size')).toBe('128 MB');
    expect(Number.parseInt(await visitor.valueOf('Max memory used'), 10)).toBeGreaterThan(0);
    const requestId = (await visitor.valueOf('Request ID')).trim();
    const log = await page.getByRole('region', { name: 'Log tail' }).textContent();
    expect(log).toContain('a line of its own');
    expect(log).toContain(`START RequestId: ${requestId}`);
    expect(log).toContain(`REPORT RequestId: ${requestId}`);
  },
  journeyMillisecondsMax,
);

test(
  'a function that throws shows the type, the message and the stack of its error',
  async () => {
    await visit();
    await visitor.open('/functions/greeter?tab=test');
    await visitor.test({ fail: 'nothing to greet' });
    await page.getByText('Failed (unhandled)').waitFor();
    await page.getByText('nothing to greet', { exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'Stack trace' }).textContent()).toContain('TypeError: nothing to greet');
  },
  journeyMillisecondsMax,
);

test(
  'a version or alias can be chosen for a test, and the choice is in the URL',
  async () => {
    await visit();
    await visitor.open('/functions/greeter?tab=aliases');
    await page.getByRole('button', { name: 'Test alias live' }).click();
    expect(new URL(page.url()).search).toBe('?tab=test&qualifier=live');
    await visitor.test({ name: 'Ada' });
    expect(await visitor.valueOf('Executed version')).toBe('1');
  },
  journeyMillisecondsMax,
);

test(
  'an asynchronous test is accepted, and its run shows in the charts',
  async () => {
    await visit();
    await visitor.open('/functions/hostile?tab=test&type=Event');
    await visitor.test({ name: 'later' });
    await page.getByText('Accepted', { exact: true }).waitFor();
    await visitor.open('/functions/hostile?tab=monitor&refresh=10');
    await page.getByText(/^[1-9]\d* in this range$/).waitFor({ timeout: 60_000 });
    expect(await page.getByText(/at most$/).textContent()).toMatch(/^[\d.]+ (ms|s) at most$/);
  },
  journeyMillisecondsMax,
);

test(
  'nothing that a function is named, described, configured, logs, answers or fails with is ever run',
  async () => {
    await visit();
    await visitor.open('/functions');
    await page
      .getByText(payloads[0] as string)
      .first()
      .waitFor();
    await visitor.open('/functions/hostile');
    await page.getByText('Show values').click();
    await page.getByText(payloads[1] as string, { exact: true }).waitFor();
    await visitor.open('/functions/hostile?tab=test');
    await visitor.test({ log: payloads, answer: payloads });
    expect(await page.getByRole('region', { name: 'Log tail' }).textContent()).toContain(payloads[0]);
    await visitor.test({ fail: payloads.join('\n') });
    await page.getByText('Failed (unhandled)').waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('[srcdoc], [onerror], [onload], a[href^="javascript:"]').count()).toBe(0);
    expect(watched.faults).toEqual([]);
  },
  journeyMillisecondsMax,
);

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
] as const)(
  'no page has a serious accessibility fault, an error or a sideways scroll, %s at %i px',
  async (colorScheme, width) => {
    await visit({ colorScheme, viewport: { width, height: 900 } });
    const found: string[] = [];
    const look = async () => {
      found.push(...(await seriousViolations(page)));
      const sideways = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      if (sideways) found.push(`${page.url()} scrolls sideways`);
    };
    await visitor.open('/sign-in');
    await look();
    await visitor.signedIn();
    for (const path of ['/functions', '/functions?region=eu-west-1', ...tabs.map((tab) => `/functions/greeter?tab=${tab}`)]) {
      await visitor.open(path);
      await look();
    }
    expect([...found, ...watched.faults]).toEqual([]);
  },
  journeyMillisecondsMax,
);

test(
  'dark mode, once chosen, is there before the first paint of every later page',
  async () => {
    await visit();
    await visitor.open('/functions');
    const isDark = () => page.evaluate("document.body.classList.contains('awsui-dark-mode')");
    expect(await isDark()).toBe(false);
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
    await page.waitForFunction("document.body.classList.contains('awsui-dark-mode')");
    await page.goto(`${hearth.consoleUrl}/functions/greeter`, { waitUntil: 'commit' });
    await page.waitForSelector('h1');
    expect(await isDark()).toBe(true);
  },
  journeyMillisecondsMax,
);

test(
  'signing out ends the session',
  async () => {
    await visit();
    await visitor.open('/functions');
    await page.getByRole('button', { name: /^admin/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(({ pathname }) => pathname === '/sign-in');
    expect(await watched.context.cookies()).toEqual([]);
    await visitor.open('/functions');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  },
  journeyMillisecondsMax,
);

test(
  'a function that does not exist is a 404 that leads back to those that do',
  async () => {
    await visit();
    const response = await page.goto(`${hearth.consoleUrl}/functions/nobody-knows-it`);
    expect(response?.status()).toBe(404);
    await page.getByText('There is no such function').waitFor();
    await page.getByRole('link', { name: 'All functions' }).click();
    await page.getByRole('link', { name: 'greeter' }).waitFor();
  },
  journeyMillisecondsMax,
);

test(
  'another site can make the console do nothing, and no script runs without the page’s nonce',
  async () => {
    await visit();
    const invoke = (headers: Record<string, string>) =>
      watched.context.request.post(`${hearth.consoleUrl}/api/functions/greeter/invocations`, {
        headers,
        data: { qualifier: '$LATEST', type: 'RequestResponse', payload: '{}' },
      });
    expect((await invoke({ origin: 'https://evil.example' })).status()).toBe(403);
    expect((await invoke({})).status()).toBe(403);
    expect((await invoke({ origin: hearth.consoleUrl })).status()).toBe(200);
    const policy = (await page.goto(`${hearth.consoleUrl}/functions`))?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    await page.evaluate(`{
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.hacked = 1"><a href="javascript:window.hacked=1">x</a>');
      document.body.lastElementChild.click();
    }`);
    await page.waitForTimeout(200);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  },
  journeyMillisecondsMax,
);
