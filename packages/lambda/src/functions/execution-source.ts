import { functionArn } from '../names/function-arn.js';
import type { Scope } from '../names/scope.js';

/**
 * For which function Lambda assumes a role, as the role's trust policy may ask.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function executionSource(scope: Scope, functionName: string): Readonly<Record<string, readonly string[]>> {
  return { 'aws:SourceArn': [functionArn(scope, functionName)], 'aws:SourceAccount': [scope.accountId] };
}
