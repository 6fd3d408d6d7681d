import { readFileSync } from 'node:fs';
import { refuseUnbuilt, unbuiltOptions } from './refuse-unbuilt.js';

const documented = JSON.parse(
  readFileSync(new URL('../../../../../../docs/compatibility.options.json', import.meta.url), 'utf8'),
) as Record<string, string>;

describe('options that are not built', () => {
  it('stand in docs/compatibility.md, each with its reason, and nothing else does', () => {
    expect(Object.keys(documented).sort()).toEqual([...unbuiltOptions].sort());
  });

  it('are refused by their name', () => {
    expect(() => refuseUnbuilt({ DurableConfig: { ExecutionTimeout: 60 } })).toThrow('Hearth does not support DurableConfig yet');
    expect(() => refuseUnbuilt({ Code: { S3ObjectStorageMode: 'REFERENCE' } })).toThrow('S3ObjectStorageMode REFERENCE');
  });

  it('are accepted where their value means without', () => {
    expect(() => refuseUnbuilt({ FileSystemConfigs: [], DeadLetterConfig: { TargetArn: '' }, PackageType: 'Zip' })).not.toThrow();
  });
});
