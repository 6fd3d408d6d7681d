import { createServer as createPlain, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiModule, type FrontDoorParts } from './api-module.js';
import { withoutContinue } from './awaited-body.js';
import { answerClientError } from './client-error.js';
import { requestEntrance } from './request-entrance.js';
import { stalledMilliseconds } from './slow-reader.js';
import { UnreadRequestFilter } from './unread-request.filter.js';
import { WireBridge } from './wire-bridge.js';

const SECOND = 1000;

/** Slow clients are cut off; an answer may take as long as the longest invocation, and an upload as long as it keeps flowing. */
const limits: ServerOptions = {
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: request line and headers. */
  maxHeaderSize: 1024 * 1024,
  headersTimeout: 20 * SECOND,
  requestTimeout: 0,
  connectionsCheckingInterval: SECOND,
  keepAliveTimeout: 65 * SECOND,
};

/** The one HTTP server of Hearth, not listening yet. Bodies reach the wire as they come from the socket, unread. */
export async function openFrontDoor(
  parts: FrontDoorParts,
  tls: { readonly cert: Buffer; readonly key: Buffer } | undefined,
): Promise<NestFastifyApplication> {
  const bridge = new WireBridge(parts.wire, parts.trustedProxy);
  const adapter = new FastifyAdapter({
    bodyLimit: Number.MAX_SAFE_INTEGER,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    clientErrorHandler: answerClientError,
    // What no route can be found for, because its path is not well encoded, is AWS traffic too.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => void bridge.answer(request, reply),
    serverFactory: (routes: RequestListener) => server(tls, requestEntrance(routes, parts.functionUrls, parts.trustedProxy)),
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  // Whoever answers reads the body, or does not.
  fastify.addContentTypeParser('*', (_request, _body, done) => done(null, undefined));
  const app = await NestFactory.create<NestFastifyApplication>(apiModule(parts, bridge), adapter, {
    logger: false,
    bodyParser: false,
  });
  app.useGlobalFilters(new UnreadRequestFilter());
  await app.init();
  return app;
}

function server(tls: { readonly cert: Buffer; readonly key: Buffer } | undefined, listener: RequestListener): Server {
  const opened = tls ? (createSecure({ ...limits, ...tls }, listener) as unknown as Server) : createPlain(limits, listener);
  return opened.setTimeout(stalledMilliseconds).on('checkContinue', withoutContinue(listener));
}
