import type { Page, Paged } from '../functions/functions.js';
import type { FunctionUrlConfig, ServedUrl } from './function-url-config.js';

export interface FunctionUrlConfigs {
  /** False when the function or alias has one already, or is gone. */
  insert(config: FunctionUrlConfig): Promise<boolean>;
  find(functionId: string, qualifier: string | undefined): Promise<FunctionUrlConfig | undefined>;
  /** All of a function's, its own first and then by alias. */
  list(functionId: string, page: Page): Promise<Paged<FunctionUrlConfig>>;
  /** Changes what may change; undefined when there is none. */
  change(
    functionId: string,
    qualifier: string | undefined,
    change: FunctionUrlChange & { readonly modifiedAt: Date },
  ): Promise<FunctionUrlConfig | undefined>;
  /** False when there was none. */
  remove(functionId: string, qualifier: string | undefined): Promise<boolean>;
}

/** What stays as it was is absent; `cors: null` takes it away. */
export type FunctionUrlChange = Partial<Pick<FunctionUrlConfig, 'authType' | 'invokeMode'>> & {
  readonly cors?: FunctionUrlConfig['cors'] | null;
};

/** Answers what a URL leads to: asked at every request to one. */
export interface UrlResolver {
  resolve(urlId: string): Promise<ServedUrl | undefined>;
}
