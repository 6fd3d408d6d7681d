import { isUtf8 } from 'node:buffer';

/** A request to a function URL, before it becomes an event. */
export interface UrlCall {
  readonly requestId: string;
  readonly urlId: string;
  readonly host: string;
  readonly method: string;
  /** As it came, still encoded; without the question mark. */
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly protocol: string;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sourceIp: string;
  readonly body: Buffer;
  readonly receivedAt: Date;
  /** The function's account and who signed, where the URL asks for a signature. */
  readonly caller?: { readonly accountId: string; readonly iam: UrlCaller };
}

interface UrlCaller {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly userArn: string;
  readonly userId: string;
}

/** The event of payload format 2.0. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function urlEvent(call: UrlCall): Record<string, unknown> {
  const { cookie, connection: _hopByHop, ...headers } = call.headers;
  const query = queryOf(call.rawQuery);
  const isText = isTextType(headers['content-type']) && isUtf8(call.body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: call.rawPath,
    rawQueryString: call.rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/).filter((one) => one !== '') }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: call.caller?.accountId ?? 'anonymous',
      apiId: call.urlId,
      ...(call.caller && { authorizer: { iam: { ...call.caller.iam, cognitoIdentity: null, principalOrgId: null } } }),
      domainName: call.host,
      domainPrefix: call.urlId,
      http: {
        method: call.method,
        path: call.rawPath,
        protocol: call.protocol,
        sourceIp: call.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: call.requestId,
      routeKey: '$default',
      stage: '$default',
      time: logTime(call.receivedAt),
      timeEpoch: call.receivedAt.getTime(),
    },
    ...(call.body.length > 0 && { body: call.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: call.body.length > 0 && !isText,
  };
}

/** Decoded; values of one name joined by a comma. Undefined when there are none. */
function queryOf(rawQuery: string): Record<string, string> | undefined {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values.size > 0 ? Object.fromEntries(values) : undefined;
}

/** Anything else, forms among them, comes in base64. */
function isTextType(contentType: string | undefined): boolean {
  return contentType !== undefined && /^text\/|\bjson\b|\bxml\b|\bjavascript\b/i.test(contentType);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000`. */
function logTime(date: Date): string {
  const [day, time] = date.toISOString().split('T') as [string, string];
  const [year, month, dayOfMonth] = day.split('-');
  return `${dayOfMonth}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
