import type { Authorization } from '@hearth/aws-wire';
import type * as hearth from '@hearth/hearth-client';
import type { Principal } from '@hearth/iam';

/** Says what permission a call of Hearth's own operations needs, and on which resource. */
export const authorizeHearth: Authorization<typeof hearth, Principal> = (operation, input, { region, accountId }) => {
  const quota = (name: string) => `arn:aws:hearth:${region}:${accountId}:quota/${name}`;
  if (operation === 'ListQuotas') return { action: 'hearth:ListQuotas', resource: quota('*') };
  if (operation === 'PutQuota') return { action: 'hearth:PutQuota', resource: quota(input.QuotaName) };
  // Whoever can sign may know whether functions can run: the console says so on every page.
  if (operation === 'ListWorkers') return 'none';
  throw new Error(`Nothing says who may call ${operation}`);
};
