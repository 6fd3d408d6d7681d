/** Keeps bytes unreadable at rest. */
export interface SecretBox {
  /** `context` names the row: what is sealed for one row does not open in another. */
  seal(clear: Uint8Array, context: string): Uint8Array;
  /** Throws when the bytes were sealed for another row, under another key, or were changed. */
  open(sealed: Uint8Array, context: string): Uint8Array;
}
