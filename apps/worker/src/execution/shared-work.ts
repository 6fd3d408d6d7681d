/** Work that several want at the same time is done once, and all get its result. A failure is not remembered. */
export class SharedWork<T> {
  readonly #underWay = new Map<string, Promise<T>>();

  run(key: string, work: () => Promise<T>): Promise<T> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const started = work().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, started);
    return started;
  }
}
