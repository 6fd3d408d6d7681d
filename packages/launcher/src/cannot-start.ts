/** Why Hearth cannot start and what to do about it: shown to the person as it is, without a stack. */
export class CannotStart extends Error {
  constructor(
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${problem}\n${remedy}`);
    this.name = 'CannotStart';
  }
}
