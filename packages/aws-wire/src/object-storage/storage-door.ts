import { buffer } from 'node:stream/consumers';
import type { Service } from '../define-service.js';
import { WireError } from '../errors/wire-error.js';
import type { WireRequest } from '../http.js';
import type { AccessKeys, Caller } from '../identity.js';
import type { FoundOperation, Protocol } from '../protocols/protocol.js';
import { piecesOf } from '../routing/body.js';
import type { ReceivedRequest, RequestHead } from '../routing/received-request.js';
import { isSigned } from '../sigv4/read-signature.js';
import type { PresentedSignature } from '../sigv4/signature-fields.js';
import { SigningKeys } from '../sigv4/signing-keys.js';
import { bucketAddress } from './bucket-address.js';
import type { ChunkSigning } from './chunk-signatures.js';
import type { ObjectStorage } from './object-storage.js';
import { type PayloadForm, payloadForm } from './payload-form.js';
import { isPresignedVersion2, verifyPresignedVersion2 } from './presigned-version2.js';
import { readStorageSignature } from './storage-credentials.js';
import { contentLength, requireStorageSize } from './storage-length.js';
import { verifyStorageHead } from './storage-signature.js';
import { verifiedBody } from './verified-body.js';

/** A head whose sender is known, and how the body behind it is to be verified. */
export interface AdmittedHead<Principal extends Caller> {
  readonly head: RequestHead;
  readonly principal: Principal;
  readonly region: string;
  readonly form: PayloadForm;
  readonly chunkSigning: ChunkSigning | undefined;
}

/** Lets requests to object storage in: by the signature of their head, before any of their body is asked for. */
export class StorageDoor<Principal extends Caller> {
  readonly #signingKeys = new SigningKeys();

  constructor(
    private readonly accessKeys: AccessKeys<Principal>,
    private readonly clock: () => number,
  ) {}

  async admit(head: RequestHead, storage: ObjectStorage<Principal>): Promise<AdmittedHead<Principal>> {
    const payload = payloadForm(head);
    if (isPresignedVersion2(head)) {
      const principal = await verifyPresignedVersion2(head, storage.publicHost, this.accessKeys, this.clock());
      const form = withoutChunkSignatures(payload?.form);
      return { head: withHoistedHeaders(head), principal, region: storage.region, form, chunkSigning: undefined };
    }
    if (!isSigned(head)) {
      const form = withoutChunkSignatures(payload?.form);
      return { head, principal: storage.anonymous, region: storage.region, form, chunkSigning: undefined };
    }
    const presented = readStorageSignature(head);
    const isPresigned = presented.expiresSeconds !== undefined;
    if (isPresigned && isOwnLink(head, presented, storage)) return this.#admitOwnLink(head, presented, storage);
    if (!payload && !isPresigned) {
      throw new WireError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
    }
    const { stated, form } = payload ?? { stated: 'UNSIGNED-PAYLOAD', form: { kind: 'unsigned' } as const };
    const signed = await verifyStorageHead(head, presented, stated, this.accessKeys, this.#signingKeys, this.clock());
    return {
      head: isPresigned ? withHoistedHeaders(head) : head,
      principal: signed.principal,
      region: presented.scope.region,
      form,
      chunkSigning: signed.chunkSigning,
    };
  }

  /** What we made for our public host is good whichever way it comes here, and HEAD asks for less than GET. */
  async #admitOwnLink(
    head: RequestHead,
    presented: PresentedSignature,
    { ownLinks, publicHost }: ObjectStorage<Principal>,
  ): Promise<AdmittedHead<Principal>> {
    const { credentials } = ownLinks!;
    const method = head.method === 'HEAD' ? 'GET' : head.method;
    const asMade = { ...head, method, headers: { ...head.headers, host: publicHost } };
    const ownKeys: AccessKeys<Principal> = { find: async () => ({ kind: 'found', credentials }) };
    await verifyStorageHead(asMade, presented, 'UNSIGNED-PAYLOAD', ownKeys, this.#signingKeys, this.clock());
    const { region } = presented.scope;
    return { head, principal: credentials.principal, region, form: { kind: 'unsigned' }, chunkSigning: undefined };
  }
}

/** Whether this endpoint itself says that it made the link. */
function isOwnLink(head: RequestHead, { accessKeyId }: PresentedSignature, { ownLinks, publicHost }: ObjectStorage): boolean {
  const { bucket } = addressOf(head, { publicHost });
  return (
    ownLinks !== undefined && accessKeyId === ownLinks.credentials.accessKeyId && bucket !== undefined && ownLinks.has(bucket)
  );
}

/** Chunks can be signed only behind a head that is signed in the same way. */
function withoutChunkSignatures(form: PayloadForm = { kind: 'unsigned' }): PayloadForm {
  if (form.kind === 'chunked' && form.isSigned) throw new WireError('AccessDenied', 'Access Denied');
  return form;
}

/** The request with its body: flowing where the operation's payload does, else read whole. */
export async function storageRequest<Principal extends Caller>(
  { head, principal, form, chunkSigning }: AdmittedHead<Principal>,
  { operation }: FoundOperation,
  service: Service<Principal>,
  body: WireRequest['body'],
): Promise<ReceivedRequest> {
  const isStreamed = operation.input.members.some(({ location, streaming }) => location.in === 'payload' && streaming);
  const lengthBytes = contentLength(head, form, isStreamed);
  const isStranger = principal === service.objectStorage!.anonymous;
  const ownBytesMax = isStranger ? strangersDocumentBytesMax : documentBytesMax;
  requireStorageSize(lengthBytes, service.bodyBytesMax[operation.name] ?? (isStreamed ? undefined : ownBytesMax));
  const stream = verifiedBody(piecesOf(body), head, form, lengthBytes, chunkSigning);
  const request = { ...head, headers: contentHeaders(head, lengthBytes), address: addressOf(head, service.objectStorage!) };
  return isStreamed ? { ...request, body: nothing, stream } : { ...request, body: await buffer(stream) };
}

/** What `find` needs: everything but the body. */
export function storageLookup<Principal extends Caller>(
  head: RequestHead,
  storage: ObjectStorage<Principal>,
  protocol: Protocol,
): FoundOperation | undefined {
  return protocol.find({ ...head, body: nothing, address: addressOf(head, storage) });
}

/** A part list of 10,000 parts and a list of 1,000 long keys are both smaller. */
const documentBytesMax = 8 * 1024 * 1024;
/** Documents are read before anybody asks whether their senders may do what they say. */
const strangersDocumentBytesMax = 1024 * 1024;

const nothing = Buffer.alloc(0);

function addressOf(head: RequestHead, { publicHost }: { readonly publicHost: string }) {
  return bucketAddress(head.headers.host ?? '', head.rawPath, publicHost);
}

/** The content's own length and encoding, without what the framing on the way added. */
function contentHeaders({ headers }: RequestHead, lengthBytes: number): Record<string, string> {
  const { 'content-encoding': encoding, ...others } = headers;
  const kept = (encoding ?? '').split(',').filter((each) => each.trim() !== '' && each.trim() !== 'aws-chunked');
  return {
    ...others,
    'content-length': String(lengthBytes),
    ...(kept.length > 0 && { 'content-encoding': kept.map((each) => each.trim()).join(',') }),
  };
}

/**
 * Presigners move headers into the query, where S3 reads them too; all but checksums, which a presigner states of a body that it has not
 * seen.
 */
function withHoistedHeaders(head: RequestHead): RequestHead {
  const hoisted = head.query.flatMap(([name, value]) => {
    const header = name.toLowerCase();
    return header.startsWith('x-amz-') && !header.startsWith('x-amz-checksum-') && !(header in head.headers)
      ? [[header, value] as const]
      : [];
  });
  return { ...head, headers: { ...Object.fromEntries(hoisted), ...head.headers } };
}
