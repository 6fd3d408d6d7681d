/** A function that is to be told of something: the id keeps a function that is created anew under the same name from being told. */
export interface Recipient {
  readonly accountId: string;
  readonly region: string;
  readonly functionId: string;
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly functionArn: string;
}

/** What one function is told. Whoever keeps a change keeps its notices in the same transaction. */
export interface Notice {
  readonly recipient: Recipient;
  readonly payload: Uint8Array;
}
