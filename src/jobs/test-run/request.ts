import type { Variant } from '../../core/test-run/variant.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { SubjectGo } from '../environment/subject.ts';

/** The wishes for the section `test`. */
export interface TestWishes {
  readonly patterns: readonly string[];
  /** Flags of `go test`, and behind `-args` those of the test programs. */
  readonly flags: readonly string[];
  /** Run with an empty build cache, which is removed. */
  readonly cold: boolean;
  readonly compare: readonly Variant[];
  readonly rounds: number;
  readonly timeoutMs: number;
}

export interface TestRequest extends TestWishes {
  readonly go: SubjectGo & { readonly program: string };
  readonly installed: readonly Installed[];
}
