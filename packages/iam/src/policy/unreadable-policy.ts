/** What is wrong with a policy text. The message is the one AWS gives, where it is known. */
export class UnreadablePolicy extends Error {
  override readonly name = 'UnreadablePolicy';
}
