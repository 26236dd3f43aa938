import { parsePin } from '../../core/choice/pin.ts';
import type { Query } from '../../core/choice/query.ts';
import type { Base, Resolution, Unanswered } from '../../core/choice/trace.ts';
import { GvError, type ErrorCode } from '../../errors.ts';
import { resolveBase } from '../../io/here/resolver.ts';
import type { World } from '../../world.ts';

/** The toolchain that answers in the current directory, or the reason why none does. */
export function currentBase(world: World): Promise<Resolution> {
  return resolveBase(world, world.cwd);
}

/** The toolchain that answers in the current directory. Fails with `bad-pin` or `not-installed`. */
export async function answeringBase(world: World): Promise<Base> {
  const resolution = await currentBase(world);
  if (!resolution.ok) throw resolutionError(resolution);
  return resolution.base;
}

/** Fails with `not-installed` where no Go is on PATH outside gv's shims: `system` would choose nothing. `instead` is the command that chooses a Go of gv's. */
export async function checkSystemGo(world: World, instead: string): Promise<void> {
  const env = { ...world.env, GV_VERSION: 'system', __GV_TRACE_DIR: undefined };
  const resolution = await resolveBase({ ...world, env }, world.cwd);
  if (resolution.ok || resolution.code !== 'no-go') return;
  throw new GvError(
    'not-installed',
    "no go is on PATH outside gv's shims, so there is no system Go to choose",
    {
      hint: `${instead} chooses one of gv's; or install Go with the system's packages first, and type this again.`,
    },
  );
}

const CODES = {
  'bad-pin': 'bad-pin',
  'not-installed': 'not-installed',
  'no-go': 'not-installed',
} as const satisfies Readonly<Record<Unanswered['code'], ErrorCode>>;

/** A failed resolution as an error. */
export function resolutionError({ code, message, cure }: Unanswered): GvError {
  return new GvError(CODES[code], message, { hint: cure });
}

/** A failed resolution in the sentence that the shims print. */
export function unansweredText({ code, message, cure }: Unanswered): string {
  return code === 'bad-pin' ? `${message}; ${cure}` : `${message}; run: ${cure}`;
}

/** A pin's text as a query; undefined when the text is not a pin. */
export function pinQuery(text: string): Query | undefined {
  const pin = parsePin(text);
  if (pin === undefined) return undefined;
  if (pin.kind === 'system') return { kind: 'system' };
  if (pin.kind === 'release') return { kind: 'exact', version: pin.version };
  if (pin.name === 'latest' || pin.name === 'stable') return { kind: 'channel', channel: 'stable' };
  return pin.name.includes('.') ? { kind: 'line', line: pin.name } : { kind: 'major', major: pin.name };
}
