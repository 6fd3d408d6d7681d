/** The buckets of a region in which Lambda keeps deployment packages and layers. They are nobody's, and nobody can make them. */
export function lambdaBucket(region: string, kind: LambdaBucketKind): string {
  return `awslambda-${region}-${kind}`;
}

export type LambdaBucketKind = 'tasks' | 'layers';

export function isLambdaBucket(name: string): boolean {
  return /^awslambda-[a-z0-9-]+-(tasks|layers)$/.test(name);
}
