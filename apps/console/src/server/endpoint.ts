import type { NextRequest } from 'next/server';
import { type Clients, clientsOf } from './clients';
import { refusalOf } from './refusal';
import { regionOf } from './region';
import { isSameOrigin } from './same-origin';
import { currentSession } from './session-cookie';

export interface Question<Params> {
  readonly clients: Clients;
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly request: NextRequest;
}

type RouteHandler<Params> = (request: NextRequest, context: { params: Promise<Params> }) => Promise<Response>;

/**
 * A route of the console's own API: answers a signed-in person with the JSON of `work`, under their own credentials. Anything but a
 * GET must come from a page of the console.
 */
export function endpoint<Params>(work: (question: Question<Params>) => Promise<unknown>): RouteHandler<Params> {
  return async (request, context) => {
    if (request.method !== 'GET' && !isSameOrigin(request.headers)) {
      return answer(403, { code: 'CrossOrigin', message: 'Only a page of this console may do that.' });
    }
    const session = await currentSession();
    if (!session) return answer(401, { code: 'SignedOut', message: 'Sign in to continue.' });
    const query = request.nextUrl.searchParams;
    try {
      const clients = clientsOf(session, regionOf(query.get('region')));
      return answer(200, await work({ clients, params: await context.params, query, request }));
    } catch (error) {
      const { status, body } = refusalOf(error);
      return answer(status, body);
    }
  };
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
