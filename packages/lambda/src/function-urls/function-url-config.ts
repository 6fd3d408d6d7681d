import type { Scope } from '../names/scope.js';

/** The HTTP address of a function, or of one of its aliases. It outlives the alias, and leads nowhere then. */
export interface FunctionUrlConfig {
  /** The first label of its host name, never used again. */
  readonly urlId: string;
  readonly functionId: string;
  /** An alias; undefined for the function itself. */
  readonly qualifier: string | undefined;
  readonly authType: FunctionUrlAuthType;
  readonly invokeMode: InvokeMode;
  /** Undefined where cross-origin requests are the function's own affair. */
  readonly cors: Cors | undefined;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

type FunctionUrlAuthType = 'NONE' | 'AWS_IAM';
type InvokeMode = 'BUFFERED' | 'RESPONSE_STREAM';

/** Who may call from a page of another origin; each member is absent when it was not given. */
export interface Cors {
  readonly allowCredentials?: boolean;
  readonly allowHeaders?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowOrigins?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** What a URL leads to. */
export interface ServedUrl {
  readonly config: FunctionUrlConfig;
  readonly scope: Scope;
  readonly functionName: string;
}
