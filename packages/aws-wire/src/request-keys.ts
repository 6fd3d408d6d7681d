import type { Client } from './http.js';
import type { ConditionKeys } from './identity.js';

/**
 * The global condition keys that tell of the request itself. Every authorisation has them, or a `Deny` that hangs on one would never hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestKeys(client: Client, userAgent: string | undefined, region: string): ConditionKeys {
  return {
    'aws:SourceIp': [client.address],
    'aws:SecureTransport': [String(client.usedTls)],
    'aws:RequestedRegion': [region],
    'aws:UserAgent': userAgent === undefined ? [] : [userAgent],
  };
}
