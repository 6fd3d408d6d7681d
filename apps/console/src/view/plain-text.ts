// Escape sequences a terminal would obey: OSC (with OSC-8 links), CSI (colours, cursor), and the two-byte rest.
const escapeSequences = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[\u001b\u009b]\[?[0-?]*[ -/]*[@-~]|\u001b./g;
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const reordering = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What somebody else wrote, as text that shows all it is: terminal colours and links are removed, control characters and marks that
 * reorder what is read become visible. Linear in the length of the text.
 */
export function plainText(hostile: string): string {
  return hostile.replace(escapeSequences, '').replace(/\r\n?/g, '\n').replace(controls, '\ufffd').replace(reordering, '\ufffd');
}
