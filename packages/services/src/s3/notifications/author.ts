/** Whoever changes an object, and with which request, as notifications tell it. */
export interface Author {
  readonly principalId: string;
  readonly sourceIpAddress: string;
  readonly requestId: string;
  /** Of who answered the request, the `x-amz-id-2` of its answer. */
  readonly hostId: string;
}
