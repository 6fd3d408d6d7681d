/** Something a person can do something about. */
export class Problem extends Error {
  constructor(problem, remedy) {
    super(`${problem}\n${remedy}`);
    this.problem = problem;
    this.remedy = remedy;
  }
}

/** Writes a problem and its remedy; of anything unforeseen the whole stack. */
export function explain(error) {
  const text = error?.problem
    ? `\n✗ ${error.problem}\n  → ${error.remedy.replaceAll('\n', '\n    ')}\n`
    : `\n✗ ${error?.stack ?? error}\n`;
  process.stderr.write(text);
}
