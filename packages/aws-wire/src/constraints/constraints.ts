/** Lengths, patterns and enums of a service's shapes, as botocore's service models state them. */
export interface Constraints {
  readonly shapes: Readonly<Record<string, ShapeConstraint>>;
}

export interface ShapeConstraint {
  readonly type: string;
  /** Length of strings, blobs, lists and maps; value of numbers. */
  readonly min?: number;
  readonly max?: number;
  /** A Java regular expression that the whole value must match. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  /** The shape of each member of a structure. */
  readonly members?: Readonly<Record<string, string>>;
  /** The shape of a list's elements. */
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
}
