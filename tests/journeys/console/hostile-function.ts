/** Payloads that would run, or fool a reader, wherever a page took them for markup. Each sets `window.hacked` if it runs. */
export const payloads: readonly string[] = [
  '<script>window.hacked=1</script>',
  '<img src=x onerror="window.hacked=1">',
  '"><svg onload=window.hacked=1>',
  "'-window.hacked=1-'",
  'javascript:window.hacked=1',
  '</pre></script><iframe srcdoc="<script>parent.hacked=1</script>">',
  '<a href="javascript:window.hacked=1" autofocus onfocus=window.hacked=1>x</a>',
  '{{constructor.constructor("window.hacked=1")()}}',
  '\u001b]8;;javascript:window.hacked=1\u0007click\u001b]8;;\u0007',
  '\u202e<img src=x onerror=window.hacked=1>\u0000',
];

/** A handler that answers, logs or fails with whatever its event says. */
export const handlerSource = `
export const handler = async (event) => {
  for (const line of event.log ?? []) console.log(line);
  console.error('an error line');
  if (event.fail) throw new TypeError(event.fail);
  return event.answer ?? { hello: event.name ?? 'nobody' };
};
`;
