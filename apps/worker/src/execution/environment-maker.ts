import type { ExecutableVersion } from '@hearth/lambda';
import type { SandboxDriver, TmpImages } from '@hearth/sandbox';
import type { CodeCache } from './code/code-cache.js';
import { Environment } from './environment.js';
import { environmentVariables, type InitializationType, newLogStreamName } from './environment-variables.js';
import type { RoleCredentials } from './role-credentials.js';
import { RuntimeProcess } from './runtime-process.js';
import type { RuntimeStore } from './runtimes/runtime-store.js';
import { sandboxSpec } from './sandbox-spec.js';

export interface EnvironmentSources {
  readonly code: CodeCache;
  readonly runtimes: RuntimeStore;
  readonly credentials: RoleCredentials;
}

export interface SandboxParts {
  readonly driver: SandboxDriver;
  readonly tmpImages: TmpImages;
}

/** Gathers what an environment needs: code, runtime, credentials and /tmp. Its process starts with its first invocation, or when it is provisioned. */
export class EnvironmentMaker {
  constructor(
    private readonly sources: EnvironmentSources,
    private readonly sandboxes: SandboxParts,
    /** Where the sandbox's 127.0.0.1:4566 leads. */
    private readonly hearthEndpoint: URL,
  ) {}

  /** Rejects with nothing left behind. */
  async make(target: ExecutableVersion, initialization: InitializationType = 'on-demand'): Promise<Environment> {
    const { code, runtimes, credentials } = this.sources;
    const { driver, tmpImages } = this.sandboxes;
    const [runtime, granted] = await Promise.all([runtimes.use(target.runtime), credentials.credentialsFor(target)]);
    const unpacked = await code.use(target);
    try {
      const tmp = await tmpImages.create(target.ephemeralStorageMegabytes);
      const variables = environmentVariables(target, granted, newLogStreamName(target.version, new Date()), initialization);
      const spec = sandboxSpec(target, runtime, unpacked, tmp, variables);
      return new Environment(target, {
        launch: (output) => RuntimeProcess.start(driver, spec, this.hearthEndpoint, output),
        release: async () => {
          unpacked.release();
          await tmpImages.remove(tmp);
        },
      });
    } catch (error) {
      unpacked.release();
      throw error;
    }
  }
}
