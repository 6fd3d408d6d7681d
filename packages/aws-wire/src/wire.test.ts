import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, test } from '@jest/globals';
import { readModule } from './schema/read-module.js';

describe('smoke', () => {
  test('reads', () => {
    for (const m of [cloudwatch, iam, lambda, sts]) {
      const d = readModule(m);
      console.log(d.id, d.target, d.operations.size, new Set(d.errors.values()).size);
    }
    expect(1).toBe(1);
  });
});
