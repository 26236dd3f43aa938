import type { Finding } from '../../core/choice/finding.ts';
import { unknownExperiments } from '../../core/settings/experiments.ts';
import { isUsualFlag, parseGoFlags } from '../../core/settings/goflags.ts';
import { experimentsOf, flagsOf, isSamePlace } from '../../io/go/setting-facts.ts';
import { valueOf, type Subject } from './subject.ts';
import { named, wayBack } from './way-back.ts';

/** Findings about settings for which a go refuses every command: words of another version, or of none. */
export function refusals(subject: Subject): readonly Finding[] {
  return [...experiments(subject), ...flags(subject)];
}

/** Each toolchain knows its own experiments: a switch can make every command fail. */
function experiments(subject: Subject): readonly Finding[] {
  const refusing = refusingExperiments(subject);
  const [first] = refusing;
  if (first === undefined) return [];
  const [does, refuses] = refusing.length === 1 ? ['does', 'refuses'] : ['do', 'refuse'];
  const what = `${does} not know ${first.unknown[0] ?? ''} and ${refuses} every command`;
  const text = `${named(subject, 'GOEXPERIMENT')}: ${refusingText(refusing)} ${what}`;
  return [
    { code: 'goexperiment-unknown', text, ...wayBack(subject, 'GOEXPERIMENT', { refusesWrite: true }) },
  ];
}

/** A toolchain that refuses GOEXPERIMENT, and the words that it lacks. */
export interface Refusal {
  readonly version: string;
  readonly unknown: readonly string[];
}

/** The toolchain that runs here, where it refuses GOEXPERIMENT, and the installed ones that do. */
export function refusingExperiments(subject: Subject): readonly Refusal[] {
  const value = valueOf(subject, 'GOEXPERIMENT');
  if (value === '') return [];
  return goroots(subject).flatMap(({ goroot, version }) => {
    const known = experimentsOf(goroot);
    const unknown = known === undefined ? [] : unknownExperiments(value, known);
    return unknown.length === 0 ? [] : [{ version, unknown }];
  });
}

/** `go 1.27.4 and 1.26.8` */
export function refusingText(refusing: readonly Refusal[]): string {
  return `go ${listed(refusing.map(({ version }) => version))}`;
}

interface Named {
  readonly goroot: string;
  readonly version: string;
}

/** The toolchain that runs here, then the installed ones. */
function goroots({ goroot, version, installed }: Subject): readonly Named[] {
  const here = goroot === undefined ? [] : [{ goroot, version: version ?? goroot }];
  const others = installed.filter(({ path }) => goroot === undefined || !isSamePlace(path, goroot));
  return [...here, ...others.map(({ path, version: { label } }) => ({ goroot: path, version: label }))];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function flags(subject: Subject): readonly Finding[] {
  const value = valueOf(subject, 'GOFLAGS');
  const why = value === '' ? undefined : refusedFlags(subject, value);
  if (why === undefined) return [];
  const go = subject.version === undefined ? 'go' : `go ${subject.version}`;
  const text = `${named(subject, 'GOFLAGS')}: ${go} refuses to run: ${why}`;
  return [{ code: 'goflags-unknown', text, ...wayBack(subject, 'GOFLAGS') }];
}

/** The reason in the words of the go command; undefined where it takes the flags. Its sources are read for an unusual flag only. */
function refusedFlags({ goroot }: Subject, value: string): string | undefined {
  const read = parseGoFlags(value);
  if ('refused' in read) return read.refused;
  const unusual = read.flags.filter((flag) => !isUsualFlag(flag));
  const known = unusual.length === 0 || goroot === undefined ? undefined : flagsOf(goroot);
  // `go test` takes each of its flags with `test.` before it too.
  const unknown = unusual.find(({ name }) => known?.has(name.replace(/^test\./, '')) === false);
  return unknown === undefined ? undefined : `unknown flag -${unknown.name}`;
}
