import { delimiter, isAbsolute, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import type { GoValue } from '../../core/go/env-file.ts';
import { isInside } from '../../core/layout.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { entryKind } from '../../io/disk/read.ts';
import { writtenSetting } from '../../io/go/go-settings.ts';
import { realPlace } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';

type Read = (name: string) => GoValue;

/** Findings about the places to which `go install` and the module cache write: none may lie among gv's own files. */
export function placeFindings(world: World, read: Read): readonly Finding[] {
  return [...gobin(world, read), ...gopath(world, read)];
}

/** Programs in a toolchain are removed with it, and are missing in another version; others take the place of gv's own. */
function gobin(world: World, read: Read): readonly Finding[] {
  const { value, from } = read('GOBIN');
  const place = placeIn(world, value);
  // With gobin-per-version the shims export another GOBIN, and `setting-hidden` says so.
  const isHidden = from !== ENVIRONMENT && entryKind(world.layout.gobinPerVersion) !== 'absent';
  if (place === undefined || isHidden) return [];
  const what = `GOBIN (${from}) is ${value}`;
  const text =
    place === 'toolchain'
      ? `${what}, inside a toolchain: programs that go install puts there are removed with it`
      : `${what}, among gv's own files: programs that go install puts there may take their place, or be removed`;
  return [
    {
      code: place === 'toolchain' ? 'gobin-in-goroot' : 'gobin-in-gv',
      text,
      ...curesFor(world, 'GOBIN', from),
    },
  ];
}

/** GOPATH holds the programs of `go install` in `bin` and the module cache in `pkg`; without a value it is `~/go`. */
function gopath(world: World, read: Read): readonly Finding[] {
  const { value, from } = read('GOPATH');
  const usual = world.home === undefined ? '' : join(world.home, 'go');
  const entries = value === '' ? [usual] : value.split(delimiter);
  const bad = entries.find((entry) => placeIn(world, entry) !== undefined);
  if (bad === undefined) return [];
  const text = `GOPATH (${from}) is ${bad}, among gv's own files: its programs and modules are removed with them`;
  if (value === '') return [{ code: 'gopath-in-gv', text, cure: 'go env -w GOPATH=DIRECTORY' }];
  return [{ code: 'gopath-in-gv', text, ...curesFor(world, 'GOPATH', from) }];
}

/** Whether a path, links followed, leads into a toolchain, or to something else that gv writes; undefined for any other path. */
function placeIn({ env, layout }: World, path: string): 'toolchain' | 'gv' | undefined {
  if (!isAbsolute(path)) return undefined;
  const place = realPlace(path);
  const isAt = (directory: string): boolean =>
    [directory, realPlace(directory)].some((each) =>
      [place, path].some((named) => named === each || isInside(each, named)),
    );
  const goroot = env['GOROOT'] ?? '';
  if ([goroot, layout.versions, layout.current].filter((each) => isAbsolute(each)).some(isAt))
    return 'toolchain';
  return place === realPlace(layout.root) || layout.written.some(isAt) ? 'gv' : undefined;
}

const ENVIRONMENT = 'the environment';

function curesFor(world: World, name: string, from: string): Pick<Finding, 'cure' | 'undo'> {
  const cure = from === ENVIRONMENT ? `unset ${name}` : `go env -u ${name}`;
  const written = from === ENVIRONMENT ? undefined : writtenSetting(world, name);
  return written === undefined
    ? { cure }
    : { cure, undo: `go env -w ${shellWord(`${name}=${written.value}`)}` };
}
