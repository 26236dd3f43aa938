import { moduleLines } from '../go/floors.ts';
import { godebugValue } from '../names/godebug.ts';

/** The first Go whose programs heed the quota of their cgroup (Go 1.25 release notes, "Container-aware GOMAXPROCS"). */
const FIRST_MINOR = 25;

/** The facts by which a program of Go chooses GOMAXPROCS at its start. */
export interface MaxprocsFacts {
  /** Processors that the process may run on, by affinity. */
  readonly cpus: number;
  /** The quota of the group that holds the process, in processors; the ancestors are not looked at (golang/go#81180). */
  readonly quota: number | undefined;
  readonly heedsQuota: boolean;
  /** The variable GOMAXPROCS. */
  readonly asked: string;
}

/**
 * The GOMAXPROCS of a program: the variable, else the processors, which a quota lowers: rounded up, and never below two (go:
 * runtime, adjustCgroupGOMAXPROCS).
 */
export function gomaxprocs({ cpus, quota, heedsQuota, asked }: MaxprocsFacts): number {
  const wanted = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  if (wanted > 0) return wanted;
  return heedsQuota && quota !== undefined ? Math.min(cpus, Math.max(2, Math.ceil(quota))) : cpus;
}

/** Whether the go command of a version heeds the quota; undefined where the version is not known. */
export function goHeedsQuota(version: string | undefined, godebug: string): boolean | undefined {
  const minor = minorOf(version ?? '');
  return minor === undefined ? undefined : minor >= FIRST_MINOR && !isOff(godebug);
}

/** The facts by which a build decides for its programs. */
export interface ProgramFacts {
  /** The Go that builds; undefined where it is not known. */
  readonly version: string | undefined;
  /** The text of the go.mod, or of the go.work that counts. */
  readonly moduleText: string;
  /** GODEBUG, which a program reads at its start. */
  readonly godebug: string;
}

/**
 * Whether programs that are built here heed the quota: their toolchain can, and the go line says 1.25 or more, or a godebug line
 * asks for it (go: cmd/go/internal/load, defaultGODEBUG; internal/godebugs). A `//go:debug` line of a package main is not looked at.
 */
export function programHeedsQuota({ version, moduleText, godebug }: ProgramFacts): boolean | undefined {
  const minor = minorOf(version ?? '');
  if (minor === undefined) return undefined;
  if (minor < FIRST_MINOR) return false;
  if (godebugValue(godebug, NAME) !== '') return !isOff(godebug);
  const lines = godebugLines(moduleText);
  const own = lines.get(NAME);
  if (own !== undefined) return Number(own) > 0;
  const lineMinor = minorOf(
    (lines.get('default') ?? moduleLines(moduleText).go?.text ?? '').replace(/^go/, ''),
  );
  return lineMinor !== undefined && lineMinor >= FIRST_MINOR;
}

const NAME = 'containermaxprocs';

function isOff(godebug: string): boolean {
  const value = godebugValue(godebug, NAME);
  return value !== '' && !(Number(value) > 0);
}

/** The second number of `1.27.4` or `go 1.25`'s line; undefined for another text, and infinite after Go 1. */
function minorOf(version: string): number | undefined {
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return Number(major) > 1 ? Number.POSITIVE_INFINITY : Number(minor);
}

/** The settings of the godebug lines, single ones and those of a block; of two with one name the later counts. */
function godebugLines(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let isInBlock = false;
  for (const line of text.split('\n')) {
    const words = line.replace(/\/\/.*$/, '').trim();
    if (/^godebug[ \t]*\($/.test(words)) isInBlock = true;
    else if (words === ')') isInBlock = false;
    const [, setting] = /^godebug[ \t]+([^()\s]+)$/.exec(words) ?? [];
    const [, name, value] = /^"?([^\s="]+)=([^\s"]*)"?$/.exec(setting ?? (isInBlock ? words : '')) ?? [];
    if (name !== undefined && value !== undefined) found.set(name, value);
  }
  return found;
}
