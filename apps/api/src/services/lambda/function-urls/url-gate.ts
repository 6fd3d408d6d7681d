import type { IncomingMessage } from 'node:http';
import { type Client, type RequestSignatures, requestKeys } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import type { InvokePermissions, ServedUrl, UrlCall } from '@hearth/lambda';
import { forbidden, type UrlRefusal, wrongSignature } from './url-refusal.js';

export type Admission =
  | { readonly kind: 'admitted'; readonly caller: UrlCall['caller']; readonly body: Buffer }
  | { readonly kind: 'refused'; readonly refusal: UrlRefusal };

/** What admission hangs on besides the URL. */
export interface Knock {
  readonly request: IncomingMessage;
  /** Reads the body, once and for all who ask. */
  readonly body: () => Promise<Buffer>;
  readonly client: Client;
  readonly signal: AbortSignal;
}

/**
 * Decides who may call a URL: whoever signed and is allowed to, or anybody where its policy says so. Reads no body of whom it refuses for
 * what the head of the request says.
 */
export class UrlGate {
  constructor(
    private readonly signatures: RequestSignatures<Principal>,
    private readonly permissions: Pick<InvokePermissions<Principal>, 'mayInvokeByUrl'>,
  ) {}

  async admit({ config, scope, functionName }: ServedUrl, { request, body, client, signal }: Knock): Promise<Admission> {
    const { authType, qualifier } = config;
    const { method = 'GET', url: rawUrl = '/', rawHeaders, headers } = request;
    const signer =
      authType === 'AWS_IAM'
        ? await this.signatures.signerOf(
            { method, rawUrl, rawHeaders, signal },
            { service: 'lambda', region: scope.region },
            body,
          )
        : ({ kind: 'unsigned' } as const);
    if (signer.kind === 'refused') return { kind: 'refused', refusal: wrongSignature(signer.code, signer.message) };
    const principal = signer.kind === 'signed' ? signer.principal : undefined;
    const permission = await this.permissions.mayInvokeByUrl({
      reference: { scope, name: functionName, qualifier },
      authType,
      caller: principal,
      conditionKeys: requestKeys(client, headers['user-agent'], scope.region),
    });
    if (permission.kind === 'deny') return { kind: 'refused', refusal: forbidden };
    if (signer.kind === 'unsigned') return { kind: 'admitted', caller: undefined, body: await body() };
    const { accountId, arn, uniqueId } = signer.principal;
    const iam = { accessKey: signer.accessKeyId, accountId, callerId: uniqueId, userArn: arn, userId: uniqueId };
    return { kind: 'admitted', caller: { accountId: scope.accountId, iam }, body: await body() };
  }
}
