import type { Handlers } from '@hearth/aws-wire';
import type * as hearth from '@hearth/hearth-client';
import { defaultQuotas, type QuotaName, type Quotas, type Scope } from '@hearth/lambda';
import { HearthError } from './hearth-error.js';

type Group = Required<Pick<Handlers<typeof hearth>, 'ListQuotas' | 'PutQuota'>>;

/** What an account may use, per region. `changed` is told where it is not as it was. */
export function quotaHandlers(quotas: Quotas, changed: (scope: Scope) => Promise<void>): Group {
  return {
    async ListQuotas(_input, call) {
      const values = await quotas.of(call);
      return { Quotas: names.map((name) => present(name, values[name])) };
    },
    async PutQuota({ QuotaName: given, Value: value }, call) {
      const name = names.find((candidate) => candidate === given);
      if (!name) throw new HearthError('ValidationException', `There is no quota ${given}. There are: ${names.join(', ')}.`);
      if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
        throw new HearthError('ValidationException', 'Value must be a whole number, 0 or more.');
      }
      await quotas.put(call, name, value);
      await changed({ accountId: call.accountId, region: call.region });
      return present(name, value ?? defaultQuotas[name]);
    },
  };
}

const names = Object.keys(defaultQuotas) as QuotaName[];

const present = (name: QuotaName, value: number) => ({ QuotaName: name, Value: value, DefaultValue: defaultQuotas[name] });
