// Runs before the first paint: a page must not flash white in a dark room. The choice is kept by src/shell/appearance.ts.
(() => {
  const chosen = /(?:^|; )hearth-appearance=(light|dark)/.exec(document.cookie)?.[1];
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.body.classList.toggle('awsui-dark-mode', dark);
})();
