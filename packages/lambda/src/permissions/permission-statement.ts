import { LambdaError } from '../lambda-error.js';
import { principalElement } from './principal-element.js';

/** What a caller of AddPermission grants. */
export interface NewPermission {
  readonly statementId: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  readonly principalOrgId?: string;
  readonly functionUrlAuthType?: string;
  readonly eventSourceToken?: string;
  readonly invokedViaFunctionUrl?: boolean;
}

/** A statement with its members in AWS's order. */
export type PermissionStatement = Readonly<Record<string, unknown>>;

/** Writes a permission as a policy statement; refuses principals and combinations that AWS refuses. */
export function permissionStatement(permission: NewPermission, resource: string): PermissionStatement {
  checkCombination(permission);
  const condition = conditionOf(permission);
  return {
    Sid: permission.statementId,
    Effect: 'Allow',
    Principal: principalElement(permission.principal),
    Action: permission.action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

/** In AWS's order: some compare statements as text. */
function conditionOf(permission: NewPermission): Record<string, Record<string, string>> {
  const equals = given({
    'lambda:FunctionUrlAuthType': permission.functionUrlAuthType,
    'aws:PrincipalOrgID': permission.principalOrgId,
    'AWS:SourceAccount': permission.sourceAccount,
    'lambda:EventSourceToken': permission.eventSourceToken,
  });
  return given({
    StringEquals: equals,
    Bool: given({ 'lambda:InvokedViaFunctionUrl': permission.invokedViaFunctionUrl?.toString() }),
    ArnLike: given({ 'AWS:SourceArn': permission.sourceArn }),
  });
}

/** Without what was left out; undefined when nothing is left. */
function given<T>(entries: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, T] => {
      const [, value] = entry;
      return value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
    }),
  );
}

function checkCombination({ action, functionUrlAuthType, invokedViaFunctionUrl, ...permission }: NewPermission): void {
  if (functionUrlAuthType !== undefined && action !== 'lambda:InvokeFunctionUrl') {
    throw refusal('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
  }
  if (invokedViaFunctionUrl !== undefined && action !== 'lambda:InvokeFunction') {
    throw refusal('InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action');
  }
  if (permission.eventSourceToken !== undefined && (permission.sourceArn ?? permission.sourceAccount) !== undefined) {
    throw refusal('EventSourceToken cannot be used together with SourceArn or SourceAccount');
  }
}

const refusal = (message: string) => new LambdaError('InvalidParameterValueException', message);
