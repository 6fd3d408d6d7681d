import { createServer as createPlain, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiModule, type FrontDoorParts } from './api-module.js';
import { isAmbiguous } from './is-ambiguous.js';
import { UnreadRequestFilter } from './unread-request.filter.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Slow clients are cut off; an answer may take as long as the longest invocation. */
const limits: ServerOptions = {
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: request line and headers. */
  maxHeaderSize: 1024 * 1024,
  headersTimeout: 20 * SECOND,
  requestTimeout: 5 * MINUTE,
  connectionsCheckingInterval: 5 * SECOND,
  keepAliveTimeout: 65 * SECOND,
};

/** CreateFunction's own limit, told by the wire with the operation's name, is a little lower. */
const bodyBytesMax = 72 * 1024 * 1024;

/** The one HTTP server of Hearth, not listening yet. Bodies reach the wire as the bytes that came. */
export async function openFrontDoor(
  parts: FrontDoorParts,
  tls: { readonly cert: Buffer; readonly key: Buffer } | undefined,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytesMax,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) => reply.code(400).send('Bad request'),
    serverFactory: (handler: RequestListener) => server(tls, handler),
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.addHook('onRequest', async (request, reply) => {
    // A socket that has closed meanwhile knows its peer only when it was asked before.
    const isUnknown = request.raw.socket.remoteAddress === undefined;
    if (isUnknown || isAmbiguous(request.raw)) await reply.header('connection', 'close').code(400).send('Bad request');
  });
  const app = await NestFactory.create<NestFastifyApplication>(apiModule(parts), adapter, { logger: false, bodyParser: false });
  app.useGlobalFilters(new UnreadRequestFilter());
  await app.init();
  return app;
}

function server(
  tls: { readonly cert: Buffer; readonly key: Buffer } | undefined,
  handler: Parameters<typeof createPlain>[1],
): Server {
  return tls ? (createSecure({ ...limits, ...tls }, handler) as unknown as Server) : createPlain(limits, handler);
}
