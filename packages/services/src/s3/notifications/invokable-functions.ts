import type { Recipient } from './notice.js';

/** Functions, as S3 needs to know them when it promises to call them and whenever it does. */
export interface InvokableFunctions {
  /** Undefined when there is no such function, or its policy does not let S3 invoke it for this bucket. */
  find(functionArn: string, source: { readonly arn: string; readonly accountId: string }): Promise<Recipient | undefined>;
}
