import { setTimeout as sleep } from 'node:timers/promises';
import type { VersionOfFunction } from './function-version.js';
import type { UnsettledVersions } from './unsettled-versions.js';
import { inProgress, pending, successful } from './version-life.js';
import { type SettlerTimes, type VersionPreparer, VersionSettler } from './version-settler.js';

const times = { sweepMilliseconds: 20, leaseMilliseconds: 1000, patienceMilliseconds: 200, updateMilliseconds: 0 };

function unsettled(life: Pick<VersionOfFunction['version'], 'state' | 'lastUpdate'>): VersionOfFunction {
  const configuration = {
    description: '',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    roleArn: 'arn:aws:iam::111111111111:role/r',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    ephemeralStorageMegabytes: 512,
    architecture: 'x86_64',
    tracingMode: 'PassThrough',
    logGroup: '/aws/lambda/f',
    logFormat: 'Text',
    snapStart: 'None',
  } as const;
  return {
    fn: {
      id: 'f',
      accountId: '111111111111',
      region: 'us-east-1',
      name: 'f',
      tags: {},
      lastPublishedNumber: 0,
      recursiveLoop: 'Terminate',
    },
    version: {
      functionId: 'f',
      version: '$LATEST',
      configurationId: 'c',
      configuration,
      code: { sha256Hex: '00', sizeBytes: 1 },
      revisionId: 'r',
      modifiedAt: new Date(),
      runtimeManagement: { updateRuntimeOn: 'Auto' },
      ...life,
    },
  };
}

/** One version, told step by step what becomes of it. */
class OneVersion implements UnsettledVersions {
  readonly steps: string[] = [];
  settled: unknown;
  settledAt: number | undefined;
  constructor(private held: VersionOfFunction | undefined) {}

  async claim(): Promise<readonly VersionOfFunction[]> {
    const claimed = this.held ? [this.held] : [];
    this.held = undefined;
    return claimed;
  }
  async renew(): Promise<boolean> {
    return true;
  }
  async serve(): Promise<void> {
    this.steps.push('serve');
  }
  async settle(_held: VersionOfFunction, outcome: unknown): Promise<void> {
    this.steps.push('settle');
    this.settled = outcome;
    this.settledAt = Date.now();
  }
}

async function settle(
  life: Pick<VersionOfFunction['version'], 'state' | 'lastUpdate'>,
  prepare: VersionPreparer['prepare'],
  others: Partial<SettlerTimes> = {},
) {
  const versions = new OneVersion(unsettled(life));
  const errors: unknown[] = [];
  const announce = async () => void versions.steps.push('announce');
  const settler = new VersionSettler(versions, { prepare }, announce, (error) => errors.push(error), { ...times, ...others });
  settler.start();
  for (const deadline = Date.now() + 10_000; !versions.settled && Date.now() < deadline; ) await sleep(10);
  await settler.drain();
  expect(errors).toEqual([]);
  return versions;
}

const aNewVersion = { state: pending, lastUpdate: successful };
const anUpdate = { state: { name: 'Active' }, lastUpdate: inProgress } as const;
const broken = { kind: 'failed', reasonCode: 'InvalidZipFileException', reason: 'It is broken.' } as const;

describe('settling', () => {
  it('is Successful only after every process was told what serves now', async () => {
    const versions = await settle(anUpdate, async () => ({ kind: 'ready' }));
    expect(versions.steps).toEqual(['serve', 'announce', 'settle', 'announce']);
    expect(versions.settled).toEqual({ state: { name: 'Active' }, lastUpdate: { status: 'Successful' } });
  });

  it('makes a new version Failed with the reason, and never lets it serve', async () => {
    const { steps, settled } = await settle(aNewVersion, async () => broken);
    const { reasonCode, reason } = broken;
    expect(settled).toEqual({
      state: { name: 'Failed', reasonCode, reason },
      lastUpdate: { status: 'Failed', reasonCode, reason },
    });
    expect(steps).not.toContain('serve');
  });

  it('keeps what ran before an update that fails', async () => {
    const { steps, settled } = await settle(anUpdate, async () => broken);
    expect(settled).toMatchObject({ state: { name: 'Active' }, lastUpdate: { status: 'Failed' } });
    expect(steps).not.toContain('serve');
  });

  it('shows an update for a while, however quick it was, and nothing else', async () => {
    const updateMilliseconds = 300;
    const begun = Date.now();
    await settle(aNewVersion, async () => ({ kind: 'ready' }), { updateMilliseconds: 1e9 });
    const update = await settle(anUpdate, async () => ({ kind: 'ready' }), { updateMilliseconds });
    expect(update.settledAt! - begun).toBeGreaterThanOrEqual(updateMilliseconds);
    expect(update.steps).toEqual(['serve', 'announce', 'settle', 'announce']);
  });

  it('makes a version of a runtime that nobody offers Active all the same', async () => {
    const unoffered = { kind: 'failed', reasonCode: 'InvalidRuntime', reason: 'No worker offers java21.' } as const;
    expect((await settle(aNewVersion, async () => unoffered)).settled).toMatchObject({ state: { name: 'Active' } });
  });

  it('asks again while no worker can be asked, and loses patience at last', async () => {
    let asked = 0;
    const { settled } = await settle(aNewVersion, async () => {
      asked++;
      throw new Error('no worker');
    });
    expect(asked).toBeGreaterThan(1);
    expect(settled).toMatchObject({ state: { name: 'Active' } });
  });
});

it('what is interrupted by a drain is left unsettled for the next process', async () => {
  const versions = new OneVersion(unsettled(aNewVersion));
  let fail = () => {};
  const prepare = () => new Promise<never>((_, reject) => (fail = () => reject(new Error('gone'))));
  const settler = new VersionSettler(
    versions,
    { prepare },
    async () => {},
    () => {},
    times,
  );
  settler.start();
  await sleep(50);
  const drained = settler.drain();
  fail();
  await drained;
  expect(versions.steps).toEqual([]);
});
