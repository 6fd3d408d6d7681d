import type { ApplicationLogLevel, SystemLogLevel } from './functions/function-version.js';

/** Everything that running one version of a function needs to know; what an execution environment is made from. */
export interface ExecutableVersion {
  /** Changes whenever code or configuration does. Environments are reused within one configuration only. */
  readonly configurationId: string;
  /** Internal id: a name that is deleted and created again gets a new one. */
  readonly functionId: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  /** `$LATEST` or a number in digits. */
  readonly version: string;
  /** AWS's name, such as `nodejs24.x`. */
  readonly runtime: string;
  readonly handler: string;
  readonly architecture: Architecture;
  /** Lower-case hexadecimal SHA-256 of the deployment package, its key in the blob store. */
  readonly codeSha256Hex: string;
  /** Those of the layers, in their order: what a later one holds hides what earlier ones hold. */
  readonly layerSha256Hexes: readonly string[];
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMegabytes: number;
  /** User's variables, in clear. Never logged. */
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly logGroup: string;
  /** Present when the function logs JSON: levels below which neither it nor the platform logs. */
  readonly applicationLogLevel?: ApplicationLogLevel;
  readonly systemLogLevel?: SystemLogLevel;
}

export type Architecture = 'x86_64' | 'arm64';
