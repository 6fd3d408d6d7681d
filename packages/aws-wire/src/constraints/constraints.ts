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
  /** What AWS says the enum were, where that is not the enum. */
  readonly enumAsTold?: readonly string[];
  /**
   * How AWS tells of a list's bad elements: by its rule for elements, with or without the rule that they must not be null, or as if the
   * list itself were the element.
   */
  readonly told?: 'with-null' | 'without-null' | 'as-element';
  readonly required?: readonly string[];
  /** The shape of each member of a structure. */
  readonly members?: Readonly<Record<string, string>>;
  /** The shape of a list's elements. */
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
}
