export const defaultRegion = 'us-east-1';

/** The region a view asks for; the default for anything that cannot be one, since it becomes part of a signature. */
export function regionOf(asked: string | null | undefined): string {
  return asked && /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(asked) ? asked : defaultRegion;
}
