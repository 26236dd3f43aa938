import type { Finding } from '../../core/choice/finding.ts';
import { parseGoEnv } from '../../core/go/env-file.ts';
import { platformText } from '../../core/platform.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { exportOf } from '../../core/settings/start-up-exports.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { goEnvPath } from '../../io/go/go-settings.ts';
import { usualCompiler } from '../../io/go/setting-facts.ts';
import { lookPath } from '../../io/host/search-path.ts';
import { valueOf, type Subject } from './subject.ts';
import { named, wayBack } from './way-back.ts';

/** Findings about settings that were meant for one command or one machine, and stayed. */
export function leftovers(subject: Subject): readonly Finding[] {
  return [...crossBuild(subject), ...debugging(subject), ...cgo(subject), ...manyFiles(subject)];
}

function crossBuild(subject: Subject): readonly Finding[] {
  const { host } = subject.facts;
  const usual = { GOOS: host.os, GOARCH: host.arch } as const;
  return (['GOOS', 'GOARCH'] as const).flatMap((name) => {
    const { value, origin } = settingValue(subject.facts, name);
    // A variable of this shell alone is how one builds for another machine.
    const isLasting = origin.kind !== 'environment' || exportOf(subject.lines, name) !== undefined;
    if (value === '' || value === usual[name] || !isLasting) return [];
    const text = `${named(subject, name)}: every go build here is for another machine than this one (${platformText(host)})`;
    return [{ code: 'cross-leftover', level: 'advice', text, ...wayBack(subject, name) }];
  });
}

/** Words of GODEBUG that cost time or show secrets in every go command (go: cmd/go/internal/cache, net/http, net). */
const DEBUG_WORDS: readonly (readonly [word: RegExp, effect: string])[] = [
  [/^gocacheverify=1$/, 'builds every package again, and compares'],
  [/^gocachehash=1$/, 'prints each input of each cache key'],
  [/^http2client=0$/, 'opens more connections to a module proxy that has HTTP/2'],
  [/^http2debug=[12]$/, 'prints each header of each request'],
  [/^netdns=/, 'changes nothing for the official go, which has no resolver but its own'],
];

function debugging(subject: Subject): readonly Finding[] {
  const words = valueOf(subject, 'GODEBUG').split(',');
  const found = words.flatMap((word) => {
    const row = DEBUG_WORDS.find(([form]) => form.test(word));
    return row === undefined ? [] : [`${word} ${row[1]}`];
  });
  if (found.length === 0) return [];
  const text = `${named(subject, 'GODEBUG')}: ${found.join('; ')}`;
  return [{ code: 'debug-leftover', level: 'advice', text, ...wayBack(subject, 'GODEBUG') }];
}

function cgo(subject: Subject): readonly Finding[] {
  const { world, facts } = subject;
  const value = valueOf(subject, 'CGO_ENABLED');
  if (value === '0') {
    const text = `${named(subject, 'CGO_ENABLED')}: go builds without C, and go test -race fails`;
    return [{ code: 'cgo-off', level: 'note', text, ...wayBack(subject, 'CGO_ENABLED') }];
  }
  const set = settingValue(facts, 'CC');
  const [compiler = ''] = (set.value || usualCompiler(world)).split(' ');
  const isAsked = value === '1' || set.value !== '';
  if (!isAsked || lookPath(world, compiler) !== undefined || compiler.startsWith('/')) return [];
  const by = value === '1' ? 'CGO_ENABLED' : 'CC';
  const text = `${named(subject, by)}, and ${compiler} is not on PATH: packages with C, and go test -race, fail`;
  const way = wayBack(subject, by);
  return [
    { code: 'no-c-compiler', level: 'note', text, ...way, cure: `install ${compiler}, or: ${way.cure}` },
  ];
}

/** GOENV leads past a file that holds settings: a person who looks there looks at the wrong one. */
function manyFiles({ world }: Subject): readonly Finding[] {
  const asked = world.env['GOENV'] ?? '';
  const usual = goEnvPath({ ...world, env: { ...world.env, GOENV: undefined } });
  if (asked === '' || usual === undefined || usual === asked) return [];
  const names = [...parseGoEnv(readSmallOrNothing(usual) ?? '').keys()];
  if (names.length === 0) return [];
  const text = `GOENV=${asked} (the environment) hides ${usual}, which sets ${names.join(', ')}`;
  return [
    {
      code: 'goenv-file-many',
      level: 'note',
      text,
      cure: 'unset GOENV',
      undo: `export ${shellWord(`GOENV=${asked}`)}`,
      at: { file: usual },
      evidence: [{ what: 'GOENV', value: asked, how: 'read', from: 'the environment' }],
    },
  ];
}
