import type { Architecture } from '../executable-version.js';
import type { DeploymentPackage } from '../functions/function-version.js';
import type { Scope } from '../names/scope.js';

/** A layer by its name, in one account and region. */
export interface LayerName {
  readonly scope: Scope;
  readonly name: string;
}

/** One version of a layer, as a caller names it. */
export interface LayerVersionName extends LayerName {
  readonly version: number;
}

/** What one version of a layer is made of; it never changes. */
export interface LayerVersion extends LayerVersionName, LayerContents {
  readonly createdAt: Date;
}

export interface LayerContents {
  readonly description: string;
  readonly licenseInfo?: string;
  /**
   * What it says of itself, also when that is an empty list; functions with other runtimes and architectures may use it all the same, as
   * on AWS.
   */
  readonly compatibleRuntimes?: readonly string[];
  readonly compatibleArchitectures?: readonly Architecture[];
  readonly code: DeploymentPackage;
}

/** A layer version as a function keeps it: it goes on working when the layer version is deleted. */
export type FunctionLayer = Readonly<{ arn: string; sha256Hex: string; sizeBytes: number; unzippedBytes?: number }>;
