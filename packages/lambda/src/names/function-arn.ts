import type { Scope } from './scope.js';

export function functionArn({ accountId, region }: Scope, name: string, qualifier?: string): string {
  const unqualified = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  return qualifier === undefined ? unqualified : `${unqualified}:${qualifier}`;
}
