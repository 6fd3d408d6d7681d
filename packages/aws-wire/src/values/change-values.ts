/** Changes the values of an object of JSON in place, however deep they are; what is changed is not entered. */
export function changeValues(root: object, changed: (value: unknown) => unknown): void {
  const left: Record<string, unknown>[] = [root as Record<string, unknown>];
  for (let container = left.pop(); container; container = left.pop()) {
    for (const key of Object.keys(container)) {
      const before = container[key];
      const after = changed(before);
      if (after !== before) container[key] = after;
      else if (typeof before === 'object' && before !== null) left.push(before as Record<string, unknown>);
    }
  }
}
