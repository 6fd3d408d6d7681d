import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import { type PoliciesInForce, policyFor } from './policies-in-force.js';

type Keys = Readonly<Record<string, readonly string[]>>;

/** An AWS service that acts on its own behalf, such as `s3.amazonaws.com`. */
export interface CallingService {
  readonly kind: 'service';
  readonly service: string;
}

/** Whoever sends a request that nobody signed. */
export interface Anybody {
  readonly kind: 'anonymous';
}

/** What identity is asked; `Caller` is whoever signs requests. */
export interface InvokeAuthorizer<Caller> {
  authorize(request: {
    readonly principal: Caller | CallingService | Anybody;
    readonly action: string;
    readonly resource: string;
    readonly context?: Keys;
    readonly resourcePolicy?: string;
  }): Promise<Permission>;
}

export type Permission =
  | { readonly kind: 'allow' }
  /** `message` says who may not do what, and why. */
  | { readonly kind: 'deny'; readonly message: string };

/** For which of its resources a service invokes, such as a bucket, and whose that is. */
export interface InvocationSource {
  readonly arn: string;
  readonly accountId: string;
}

/** A request to a function URL, before its function is invoked. */
export interface UrlRequest<Caller> {
  /** The function, or the alias, that the URL belongs to. */
  readonly reference: FunctionReference;
  readonly authType: 'NONE' | 'AWS_IAM';
  /** Whoever signed the request; a signature plays no part when the type is NONE. */
  readonly caller: Caller | undefined;
  /** What is known of every request, such as `aws:SourceIp`. */
  readonly conditionKeys: Keys;
}

/** Answers whether somebody may invoke a function, by its resource-based policy and, for callers with an identity, by theirs. */
export class InvokePermissions<Caller> {
  constructor(
    private readonly policies: PoliciesInForce,
    private readonly authorizer: InvokeAuthorizer<Caller>,
  ) {}

  /** Whether a service may invoke for one of its resources: only the function's policy can allow it. */
  mayInvoke(service: string, source: InvocationSource, reference: FunctionReference): Promise<Permission> {
    return this.ask({ kind: 'service', service }, 'lambda:InvokeFunction', reference, {
      'aws:SourceArn': [source.arn],
      'aws:SourceAccount': [source.accountId],
    });
  }

  /**
   * Whether a request to a function URL may invoke. The policy of a URL without authentication must allow everybody to use it. AWS
   * describes lambda:InvokeFunction as needed besides, but was recorded to answer those who have lambda:InvokeFunctionUrl alone.
   * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
   */
  async mayInvokeByUrl({ reference, authType, caller, conditionKeys }: UrlRequest<Caller>): Promise<Permission> {
    if (authType === 'AWS_IAM' && caller === undefined) return { kind: 'deny', message: 'The request is not signed.' };
    const principal = authType === 'AWS_IAM' && caller !== undefined ? caller : anybody;
    return this.ask(principal, 'lambda:InvokeFunctionUrl', reference, {
      'lambda:FunctionUrlAuthType': [authType],
      ...conditionKeys,
    });
  }

  private async ask(
    principal: Caller | CallingService | Anybody,
    action: string,
    { scope, name, qualifier }: FunctionReference,
    context: Keys,
  ): Promise<Permission> {
    const policy = policyFor(await this.policies.accessOf(scope, name), qualifier);
    return this.authorizer.authorize({
      principal,
      action,
      resource: functionArn(scope, name, qualifier),
      context,
      ...(policy !== undefined && { resourcePolicy: policy }),
    });
  }
}

const anybody: Anybody = { kind: 'anonymous' };
