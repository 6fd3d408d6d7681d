/** Keeps text unreadable at rest. */
export interface SecretBox {
  /** `boundTo` names the row: what is sealed for one row does not open in another. */
  seal(clear: string, boundTo: string): Uint8Array;
  /** Throws when the text was sealed for another row, under another key, or was changed. */
  open(sealed: Uint8Array, boundTo: string): string;
}
