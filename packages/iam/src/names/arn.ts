/** The parts of `arn:partition:service:region:account:resource`; the resource may hold colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, accountId, ...resource] = text.split(':');
  if (arn !== 'arn' || !partition || !service || region === undefined || accountId === undefined) return undefined;
  if (resource.length === 0 || resource[0] === '') return undefined;
  return { partition, service, region, accountId, resource: resource.join(':') };
}

export type IamResource = 'role' | 'user' | 'policy';

/** `path` begins and ends with a slash. */
export const iamArn = (accountId: string, resource: IamResource, path: string, name: string) =>
  `arn:aws:iam::${accountId}:${resource}${path}${name}`;

/** Splits an IAM ARN into account, path and name; undefined when it is not the ARN of such a resource. */
export function parseIamArn(text: string, resource: IamResource): { accountId: string; path: string; name: string } | undefined {
  const arn = parseArn(text);
  if (arn?.partition !== 'aws' || arn.service !== 'iam' || arn.region !== '' || !arn.resource.startsWith(`${resource}/`))
    return undefined;
  const rest = arn.resource.slice(resource.length);
  const name = rest.slice(rest.lastIndexOf('/') + 1);
  return name === '' ? undefined : { accountId: arn.accountId, path: rest.slice(0, -name.length), name };
}

export const assumedRoleArn = (accountId: string, roleName: string, sessionName: string) =>
  `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
