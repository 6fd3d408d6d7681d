/** Where a caller says the code of a function lies. */
export type CodeSource =
  | { readonly kind: 'zip'; readonly bytes: Uint8Array }
  /** In S3; opening refuses as Lambda does, also what is larger than its content may be. */
  | { readonly kind: 'object'; readonly open: (sizeBytesMax: number) => Promise<AsyncIterable<Uint8Array>> }
  | { readonly kind: 'image' }
  | { readonly kind: 'none' };
