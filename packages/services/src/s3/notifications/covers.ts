/** Whether a configured event, such as `s3:ObjectCreated:*`, includes another one. */
export function covers(configured: string, event: string): boolean {
  return configured.endsWith('*') ? event.startsWith(configured.slice(0, -1)) : event === configured;
}
