/** A Redis that has not answered by then is as good as away: invocations wait for it. */
const answerMillisecondsMax = 2000;

/** Rejects when Redis does not answer. Not every command whose connection is lost is told so by the client. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis does not answer')), answerMillisecondsMax);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
