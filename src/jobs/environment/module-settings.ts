import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../core/choice/finding.ts';
import { matchesPrefixPatterns, patternsIn } from '../../core/go/module-patterns.ts';
import { LIMITS } from '../../core/limits.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { modFlag, parseGoFlags } from '../../core/settings/goflags.ts';
import { vendorGap } from '../../core/settings/vendored.ts';
import { GvError } from '../../errors.ts';
import { isDirectory } from '../../io/disk/access.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { moduleFile, temporaryDirectory, type ModuleFile } from '../../io/go/module-files.ts';
import { valueOf, type Subject } from './subject.ts';
import { named, wayBack } from './way-back.ts';

/** Findings about settings that decide how modules are found. */
export function moduleSettings(subject: Subject): readonly Finding[] {
  return [
    ...modulesMode(subject),
    ...halfCovered(subject, 'GONOSUMDB'),
    ...halfCovered(subject, 'GONOPROXY'),
    ...proxyDirectory(subject),
    ...vendoring(subject),
  ];
}

function modulesMode(subject: Subject): readonly Finding[] {
  const value = valueOf(subject, 'GO111MODULE');
  if (value === '') return [];
  const level = value === 'on' ? 'note' : 'problem';
  const what = MODES[value] ?? 'go refuses every command';
  const text = `${named(subject, 'GO111MODULE')}: ${what}`;
  const refusesWrite = MODES[value] === undefined;
  return [{ code: 'go111module-off', level, text, ...wayBack(subject, 'GO111MODULE', { refusesWrite }) }];
}

const MODES: Readonly<Record<string, string>> = {
  on: 'modules have been the default since Go 1.16, so the setting does nothing',
  off: 'go reads no go.mod and finds packages in GOPATH only',
  auto: 'go reads go.mod files, and outside of them finds packages in GOPATH only',
};

const EFFECTS = {
  GONOSUMDB: 'the checksum database is asked for those modules',
  GONOPROXY: 'module proxies are asked for those modules',
} as const;

/** A set GONOSUMDB or GONOPROXY takes the place of GOPRIVATE, and is not added to it. */
function halfCovered(subject: Subject, name: keyof typeof EFFECTS): readonly Finding[] {
  const { value, origin } = settingValue(subject.facts, name);
  const patterns = patternsIn(valueOf(subject, 'GOPRIVATE'));
  // A company whose own module proxy serves private modules sets GONOPROXY=none (go.dev/ref/mod, private modules).
  if (origin.kind === 'default' || (name === 'GONOPROXY' && value === 'none')) return [];
  const has = patternsIn(value);
  const missing = patterns.filter(
    (pattern) => !has.includes(pattern) && !matchesPrefixPatterns(value, pattern),
  );
  if (missing.length === 0) return [];
  const text = `${named(subject, name)} takes the place of GOPRIVATE and lacks ${missing.join(', ')}: ${EFFECTS[name]}`;
  return [{ code: 'private-half-covered', text, ...wayBack(subject, name) }];
}

function proxyDirectory(subject: Subject): readonly Finding[] {
  const entries = valueOf(subject, 'GOPROXY').split(/[,|]/);
  const gone = entries.map(directoryOf).find((path) => path !== undefined && !isDirectory(path));
  if (gone === undefined) return [];
  const text = `GOPROXY names the directory ${gone}, which is not there: go finds no module in it`;
  return [{ code: 'goproxy-file-gone', text, ...wayBack(subject, 'GOPROXY') }];
}

/** The directory of a `file:` entry; undefined for other entries, and for what is no path. */
function directoryOf(entry: string): string | undefined {
  const url = URL.parse(entry.trim());
  return url === null || url.protocol !== 'file:' || url.host !== '' ? undefined : pathOf(url);
}

function pathOf(url: URL): string | undefined {
  try {
    return fileURLToPath(url);
  } catch (error) {
    // An encoded slash makes a URL without a path.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** go compares go.mod with vendor/modules.txt before it builds; the same is read here, without go. */
function vendoring(subject: Subject): readonly Finding[] {
  const read = parseGoFlags(valueOf(subject, 'GOFLAGS'));
  if ('refused' in read || modFlag(read.flags) !== 'vendor') return [];
  const file = goModHere(subject);
  if (file === undefined || !file.path.endsWith('go.mod')) return [];
  const list =
    readSmallOrNothing(join(dirname(file.path), 'vendor', 'modules.txt'), LIMITS.moduleFileBytes) ?? '';
  const gap = vendorGap(file.text, list);
  if (gap === undefined) return [];
  // Without the flag go heeds a vendor directory all the same, and refuses.
  const way = { ...wayBack(subject, 'GOFLAGS'), ...(list === '' ? {} : BY_VENDORING) };
  const text = `${named(subject, 'GOFLAGS')}: ${file.path} asks for ${gap}, which vendor/modules.txt lacks: go refuses to build here`;
  return [{ code: 'goflags-vendor', text, ...way }];
}

const BY_VENDORING = { cure: 'go mod vendor', undo: 'git restore vendor' } as const;

/** The file whose lines the go command reads here; none where it reads none, or cannot. */
export function goModHere(subject: Subject): ModuleFile | undefined {
  const { world } = subject;
  const setting = (name: string): string => valueOf(subject, name);
  try {
    return moduleFile({ directory: world.cwd, setting, temporary: temporaryDirectory(world) });
  } catch (error) {
    if (error instanceof GvError) return undefined;
    throw error;
  }
}
