import { LambdaError } from '../lambda-error.js';

/** The `Principal` of a statement for whoever a caller of AddPermission names: a service, an account, an ARN or everybody. */
export function principalElement(principal: string): '*' | { readonly Service: string } | { readonly AWS: string } {
  if (principal === '*') return '*';
  if (servicePattern.test(principal)) return { Service: principal };
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (identityPattern.test(principal)) return { AWS: principal };
  throw invalidPrincipal();
}

export const invalidPrincipal = () =>
  new LambdaError(
    'InvalidParameterValueException',
    'The provided principal was invalid. Please check the principal and try again.',
  );

const servicePattern = /^(?:[a-z0-9-]+\.)+(?:amazonaws|amazon)\.com$/;
const identityPattern = /^arn:aws:(?:iam::\d{12}:(?:root|(?:user|role)\/\S+)|sts::\d{12}:(?:assumed-role|federated-user)\/\S+)$/;
