import * as lambda from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import { readModule } from '../schema/read-module.js';
import { PathRoutes } from './path-routes.js';

const operations = [...readModule(lambda).operations.values()];
const routes = new PathRoutes(operations);
const found = (method: string, path: string, query: [string, string][] = []) => {
  const match = routes.find(method, path, query);
  return match && { operation: match.operation.name, labels: match.labels };
};

describe('the routes of Lambda', () => {
  test('find all 88 operations, with and without trailing slash', () => {
    for (const { name, http } of operations) {
      const path = http!.path.replace(/\{\w+\}/g, 'value');
      const query = http!.query.map(([key, value]): [string, string] => [key, value]);
      expect([path, found(http!.method, path, query)?.operation]).toEqual([path, name]);
      expect([path, found(http!.method, `${path}/`, query)?.operation]).toEqual([path, name]);
    }
    expect(operations).toHaveLength(88);
  });

  test('tell two pairs of operations apart by their literal query', () => {
    const provisioned = '/2019-09-30/functions/f/provisioned-concurrency';
    expect(found('GET', provisioned, [['List', 'ALL']])?.operation).toBe('ListProvisionedConcurrencyConfigs');
    expect(found('GET', provisioned, [['Qualifier', '1']])?.operation).toBe('GetProvisionedConcurrencyConfig');
    expect(found('GET', provisioned, [['List', 'SOME']])?.operation).toBe('GetProvisionedConcurrencyConfig');
    expect(
      found('GET', '/2018-10-31/layers', [
        ['find', 'LayerVersion'],
        ['Arn', 'a'],
      ])?.operation,
    ).toBe('GetLayerVersionByArn');
    expect(found('GET', '/2018-10-31/layers')?.operation).toBe('ListLayers');
  });

  test('take a whole ARN as one label, its slashes encoded', () => {
    const arn = encodeURIComponent('arn:aws:lambda:us-east-1:123456789012:capacity-provider/x');
    expect(found('GET', `/2017-03-31/tags/${arn}`)).toEqual({ operation: 'ListTags', labels: { Resource: arn } });
    expect(found('GET', `/2017-03-31/tags/${decodeURIComponent(arn)}`)).toBeUndefined();
  });

  test('give each of several labels its own value, whatever it spells', () => {
    expect(found('DELETE', '/2015-03-31/functions/policy/policy/aliases')).toEqual({
      operation: 'RemovePermission',
      labels: { FunctionName: 'policy', StatementId: 'aliases' },
    });
  });

  test('know nothing at other methods, shorter paths, longer paths and empty labels', () => {
    expect(found('PATCH', '/2015-03-31/functions')).toBeUndefined();
    expect(found('GET', '/2015-03-31')).toBeUndefined();
    expect(found('GET', '/')).toBeUndefined();
    expect(found('GET', '/2015-03-31/functions/f/configuration/more')).toBeUndefined();
    expect(found('GET', '/2015-03-31/functions//configuration')).toBeUndefined();
  });
});
