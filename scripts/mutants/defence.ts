/** A defence, and the change that takes it out. */
export interface Defence {
  readonly name: string;
  /** The file with the defence, from the top of the checkout. */
  readonly file: string;
  /** The text of the defence, which stands there exactly once. */
  readonly text: string;
  /** The text in its place when the defence is out. */
  readonly instead: string;
  /** The test file that must turn red. Its folder below test/ is its suite. */
  readonly test: string;
  /** Words of SECURITY.md that are no longer true without the defence. */
  readonly promise: string;
}
