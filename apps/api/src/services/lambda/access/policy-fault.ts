import { type PolicyDocument, parsePolicyDocument, UnreadablePolicy } from '@hearth/iam';
import type { PolicyFault, Principals } from '@hearth/lambda';

/** Refuses policies that identity cannot read, that speak of something else, or that name somebody who does not exist. */
export function policyFault(principals: Principals): PolicyFault {
  return async (text, resourceArn) => {
    const document = read(text);
    if (typeof document === 'string') return document;
    for (const { action, resource, principal } of document.statements) {
      if (!resource) return 'Policy statement must contain resources.';
      const listed = resource.patterns.some((pattern) => pattern.matches(resourceArn, () => undefined));
      if (listed === (resource.kind === 'all-else')) {
        return `The policy must name the resource that it is attached to: ${resourceArn}`;
      }
      const foreign = action.texts.find((name) => name !== '*' && !/^lambda:/i.test(name));
      if (foreign !== undefined) return `The policy names an action of another service: ${foreign}`;
      for (const name of principal?.aws ?? []) {
        if (name.startsWith('arn:') && !(await principals.exists(name))) return `Invalid principal in policy: ${name}`;
      }
    }
    return undefined;
  };
}

function read(text: string): PolicyDocument | string {
  try {
    return parsePolicyDocument(text, 'resource');
  } catch (error) {
    if (error instanceof UnreadablePolicy) return error.message;
    throw error;
  }
}
