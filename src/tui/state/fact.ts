/** Something that is known of a release, under a short name. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly role?: 'good' | 'bad' | 'warn';
}

/** What is told of one release when it is looked at. */
export interface Detail {
  readonly facts: readonly Fact[];
  /** Nothing more will be found out. */
  readonly isWhole: boolean;
}
