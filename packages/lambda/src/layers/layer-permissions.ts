import { LambdaError } from '../lambda-error.js';
import { withoutStatement, withStatement } from '../permissions/policy-document.js';
import { principalElement } from '../permissions/principal-element.js';
import { layerVersionArn } from './layer-arn.js';
import type { LayerPolicies, LayerPolicy } from './layer-policies.js';
import type { LayerVersionName } from './layer-version.js';

/** What a caller of AddLayerVersionPermission grants. */
interface NewLayerPermission {
  readonly statementId: string;
  readonly action: string;
  /** An account, an account's root or everybody. */
  readonly principal: string;
  readonly organizationId?: string;
}

/** Who may use a layer version, statement by statement. */
export class LayerPermissions {
  constructor(private readonly policies: LayerPolicies) {}

  async add(
    layer: LayerVersionName,
    permission: NewLayerPermission,
    revisionId: string | undefined,
  ): Promise<{ readonly statement: object; readonly revisionId: string | undefined }> {
    const statement = statementOf(permission, layerVersionArn(layer));
    const changed = await this.policies.change(layer, (current) => {
      checkRevision(current, revisionId);
      return withStatement(current.text, statement);
    });
    if (!changed) throw layerVersionNotFound('ResourceNotFoundException', layerVersionArn(layer));
    return { statement, revisionId: changed.revisionId };
  }

  async remove(layer: LayerVersionName, statementId: string, revisionId: string | undefined): Promise<void> {
    const changed = await this.policies.change(layer, (current) => {
      if (current.text === undefined) throw noPolicy();
      const text = withoutStatement(current.text, statementId);
      checkRevision(current, revisionId);
      return text;
    });
    if (!changed) throw layerVersionNotFound('ResourceNotFoundException', layerVersionArn(layer));
  }

  async find(layer: LayerVersionName): Promise<LayerPolicy & { readonly text: string }> {
    const found = await this.policies.find(layer);
    if (!found) throw layerVersionNotFound('ResourceNotFoundException', layerVersionArn(layer));
    if (found.text === undefined) throw noPolicy();
    return { ...found, text: found.text };
  }
}

/** Members in AWS's order. */
function statementOf({ statementId, action, principal, organizationId }: NewLayerPermission, resource: string) {
  return {
    Sid: statementId,
    Effect: 'Allow',
    Principal: principalElement(principal),
    Action: action,
    Resource: resource,
    ...(organizationId !== undefined && { Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } } }),
  };
}

function checkRevision(current: LayerPolicy, given: string | undefined): void {
  if (given === undefined || given === current.revisionId) return;
  throw new LambdaError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
  );
}

export function layerVersionNotFound(
  code: 'ResourceNotFoundException' | 'InvalidParameterValueException',
  arn: string,
): LambdaError {
  return new LambdaError(code, `Layer version ${arn} does not exist.`);
}

const noPolicy = () => new LambdaError('ResourceNotFoundException', 'No policy is associated with the given resource.');
