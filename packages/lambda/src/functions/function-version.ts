import type { Architecture } from '../executable-version.js';
import type { FunctionLayer } from '../layers/layer-version.js';

/** A function: what its versions and aliases hang on. The id is its own; a name used again gets a new one. */
export interface LambdaFunction {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Number of the version published last, also after it was deleted; 0 before the first. */
  readonly lastPublishedNumber: number;
  /** What becomes of an event that came back to the function through other services too often. */
  readonly recursiveLoop: RecursiveLoop;
  /** The config that says whose signatures its deployments need; absent for none. */
  readonly codeSigningConfigId?: string;
}

export type RecursiveLoop = 'Terminate' | 'Allow';

/** One version of a function with its life; `$LATEST` changes, a published version's configuration and code do not. */
export interface FunctionVersion {
  readonly functionId: string;
  /** `$LATEST` or a number in digits. */
  readonly version: string;
  /** Names configuration and code together; stays the same when an update changes nothing. */
  readonly configurationId: string;
  readonly configuration: FunctionConfiguration;
  readonly code: DeploymentPackage;
  /** Changes at every change, also of state; what callers send back to guard against each other's changes. */
  readonly revisionId: string;
  readonly modifiedAt: Date;
  readonly state: VersionState;
  readonly lastUpdate: LastUpdate;
  /** For a published version, the `configurationId` that `$LATEST` had at that moment. */
  readonly publishedFrom?: string;
  readonly runtimeManagement: RuntimeManagement;
}

/** When a version is to be given a newer build of its runtime. */
export interface RuntimeManagement {
  readonly updateRuntimeOn: 'Auto' | 'FunctionUpdate' | 'Manual';
  /** The build that is kept; given with `Manual` and only then. */
  readonly runtimeVersionArn?: string;
}

/** What the owner configures. */
export interface FunctionConfiguration {
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly ephemeralStorageMegabytes: number;
  readonly architecture: Architecture;
  /** Absent when never given, which AWS shows differently from empty. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly tracingMode: 'Active' | 'PassThrough';
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Levels below which nothing is logged, by the function and by the platform; present with JSON and only then. */
  readonly applicationLogLevel?: ApplicationLogLevel;
  readonly systemLogLevel?: SystemLogLevel;
  readonly snapStart: 'None' | 'PublishedVersions';
  /** In the order in which they are unpacked over each other; absent when there are none. */
  readonly layers?: readonly FunctionLayer[];
}

export type ApplicationLogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';
export type SystemLogLevel = 'DEBUG' | 'INFO' | 'WARN';

export interface DeploymentPackage {
  /** Lower-case hexadecimal SHA-256, its key in the blob store. */
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  /** Absent of packages that were taken in before it was counted. */
  readonly unzippedBytes?: number;
}

export interface VersionState {
  readonly name: 'Pending' | 'Active' | 'Failed';
  readonly reasonCode?: string;
  readonly reason?: string;
}

export interface LastUpdate {
  readonly status: 'Successful' | 'InProgress' | 'Failed';
  readonly reasonCode?: string;
  readonly reason?: string;
}

/** A function together with one of its versions. */
export interface VersionOfFunction {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
}
