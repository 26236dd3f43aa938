/** A fact about a release, under a short name. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly role?: 'good' | 'bad' | 'warn';
}

/** The facts about one release. */
export interface Detail {
  readonly facts: readonly Fact[];
  /** True when no more facts follow. */
  readonly isWhole: boolean;
}
