export const dynamic = 'force-dynamic';

/** 200 as soon as the console can answer; the API's own health is asked of the API. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } });
}
