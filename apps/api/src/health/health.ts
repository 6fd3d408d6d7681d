/** One thing that must be there; resolves to what is missing, or to undefined. */
export type HealthCheck = () => Promise<string | undefined>;

export interface HealthReport {
  readonly status: 'ready' | 'unready';
  /** What is missing, one sentence each. */
  readonly missing: readonly string[];
}

const checkMillisecondsMax = 3000;

/** Whether functions could be deployed and run now. */
export class Health {
  constructor(private readonly checks: readonly HealthCheck[]) {}

  async report(): Promise<HealthReport> {
    const found = await Promise.all(this.checks.map(withinTime));
    const missing = found.filter((sentence) => sentence !== undefined);
    return { status: missing.length === 0 ? 'ready' : 'unready', missing };
  }
}

async function withinTime(check: HealthCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, checkMillisecondsMax, `A check took longer than ${checkMillisecondsMax} ms.`);
  });
  try {
    return await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}
