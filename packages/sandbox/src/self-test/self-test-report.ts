/** What a throw-away sandbox could do. Containment must hold everywhere; limits may be missing without root. */
export interface SelfTestReport {
  readonly contained: boolean;
  readonly checks: readonly SelfTestCheck[];
}

export interface SelfTestCheck {
  /** The guarantee, as a sentence. */
  readonly promise: string;
  readonly kind: 'containment' | 'limit';
  readonly holds: boolean;
  /** What was found instead, and what to do about it; empty when the promise holds. */
  readonly finding: string;
}
