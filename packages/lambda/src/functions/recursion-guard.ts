import type { FunctionReference } from '../names/function-reference.js';
import type { FunctionReader } from './function-reader.js';
import type { RecursiveLoop } from './function-version.js';
import type { Functions } from './functions.js';

/** Remembers for each function whether its events may go round in a loop. */
export class RecursionGuard {
  constructor(
    private readonly reader: FunctionReader,
    private readonly functions: Pick<Functions, 'setRecursiveLoop'>,
  ) {}

  async find(reference: FunctionReference): Promise<RecursiveLoop> {
    return (await this.reader.find(reference)).recursiveLoop;
  }

  async put(reference: FunctionReference, recursiveLoop: RecursiveLoop): Promise<void> {
    const { id } = await this.reader.find(reference);
    await this.functions.setRecursiveLoop(id, recursiveLoop);
  }
}
