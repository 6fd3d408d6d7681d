import { setTimeout as sleep } from 'node:timers/promises';

export type Answer = { readonly ok: true } | { readonly ok: false; readonly said: string };

/** Asks a health page once. */
export async function ask(url: string): Promise<Answer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const said = await response.text();
    return response.ok ? { ok: true } : { ok: false, said: said.slice(0, 500) };
  } catch (error) {
    return { ok: false, said: ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message };
  }
}

/** Asks a health page until it answers well or time is up; resolves with the last answer. */
export async function ready(url: string, withinMs: number, signal: AbortSignal): Promise<Answer> {
  for (const deadline = Date.now() + withinMs; ; ) {
    const answer = await ask(url);
    if (answer.ok || Date.now() > deadline || signal.aborted) return answer;
    await sleep(100, undefined, { signal }).catch(() => {});
  }
}
