import type { Cors as SentCors, FunctionUrlConfig as Shown } from '@aws-sdk/client-lambda';
import { type Cors, type FunctionUrlEditor, functionArn, type LambdaFunction, type UrlOfFunction } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';

type Group = LambdaGroup<
  | 'CreateFunctionUrlConfig'
  | 'GetFunctionUrlConfig'
  | 'UpdateFunctionUrlConfig'
  | 'DeleteFunctionUrlConfig'
  | 'ListFunctionUrlConfigs'
>;

/** `changed` is told of every function whose URLs are not as they were. */
export function functionUrlHandlers(
  editor: FunctionUrlEditor,
  addressOf: (urlId: string, region: string) => string,
  changed: (fn: LambdaFunction) => void,
): Group {
  const present = presenter(addressOf);
  return {
    async CreateFunctionUrlConfig(input, call) {
      const created = await editor.create(ownReferenceOf(input, call), {
        authType: input.AuthType!,
        invokeMode: input.InvokeMode ?? 'BUFFERED',
        cors: readCors(input.Cors) ?? undefined,
      });
      const { LastModifiedTime, InvokeMode, ...shown } = present(created);
      // AWS tells the mode here only to who named it.
      return { ...shown, ...(input.InvokeMode && { InvokeMode }) };
    },

    async GetFunctionUrlConfig(input, call) {
      return present(await editor.find(referenceOf(input, call)));
    },

    async UpdateFunctionUrlConfig(input, call) {
      const cors = readCors(input.Cors);
      const updated = await editor.update(ownReferenceOf(input, call), {
        ...(input.AuthType && { authType: input.AuthType }),
        ...(input.InvokeMode && { invokeMode: input.InvokeMode }),
        ...(cors !== undefined && { cors }),
      });
      changed(updated.fn);
      const { InvokeMode, ...shown } = present(updated);
      return { ...shown, ...(input.InvokeMode && { InvokeMode }) };
    },

    async DeleteFunctionUrlConfig(input, call) {
      changed(await editor.remove(ownReferenceOf(input, call)));
      return {};
    },

    async ListFunctionUrlConfigs(input, call) {
      const { items, next } = await editor.list(referenceOf(input, call), readPage(input));
      return { FunctionUrlConfigs: items.map(present), ...presentNext(next) };
    },
  };
}

function presenter(addressOf: (urlId: string, region: string) => string): (url: UrlOfFunction) => Shown {
  return ({ fn, config }) => ({
    FunctionUrl: addressOf(config.urlId, fn.region),
    FunctionArn: functionArn(fn, fn.name, config.qualifier),
    AuthType: config.authType,
    ...(config.cors && { Cors: presentCors(config.cors) }),
    CreationTime: presentTime(config.createdAt),
    LastModifiedTime: presentTime(config.modifiedAt),
    InvokeMode: config.invokeMode,
  });
}

/** Undefined when nothing is said of it; null when it is to be taken away, which an empty one does. */
function readCors(sent: SentCors | undefined): Cors | null | undefined {
  if (sent === undefined) return undefined;
  const cors = {
    ...(sent.AllowCredentials !== undefined && { allowCredentials: sent.AllowCredentials }),
    ...(sent.AllowHeaders && { allowHeaders: sent.AllowHeaders }),
    ...(sent.AllowMethods && { allowMethods: sent.AllowMethods }),
    ...(sent.AllowOrigins && { allowOrigins: sent.AllowOrigins }),
    ...(sent.ExposeHeaders && { exposeHeaders: sent.ExposeHeaders }),
    ...(sent.MaxAge !== undefined && { maxAgeSeconds: sent.MaxAge }),
  };
  return Object.keys(cors).length > 0 ? cors : null;
}

function presentCors(cors: Cors): SentCors {
  return {
    ...(cors.allowCredentials !== undefined && { AllowCredentials: cors.allowCredentials }),
    ...(cors.allowHeaders && { AllowHeaders: [...cors.allowHeaders] }),
    ...(cors.allowMethods && { AllowMethods: [...cors.allowMethods] }),
    ...(cors.allowOrigins && { AllowOrigins: [...cors.allowOrigins] }),
    ...(cors.exposeHeaders && { ExposeHeaders: [...cors.exposeHeaders] }),
    ...(cors.maxAgeSeconds !== undefined && { MaxAge: cors.maxAgeSeconds }),
  };
}

/** AWS tells microseconds. */
const presentTime = (time: Date) => time.toISOString().replace('Z', '000Z');
