import { delimiter, isAbsolute, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { isInside } from '../../core/layout.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { isSamePlace } from '../../io/go/setting-facts.ts';
import { realPath } from '../../io/host/search-path.ts';
import { valueOf, type Subject } from './subject.ts';
import { named, wayBack } from './way-back.ts';

/** Findings about a GOPATH that go refuses, or that is the GOROOT. */
export function gopathFindings(subject: Subject): readonly Finding[] {
  const bad = entriesOf(subject).find((entry) => entry !== '' && !isAbsolute(entry));
  return bad === undefined ? isGoroot(subject) : [relative(subject, bad)];
}

/** The directories of GOPATH; its default where nothing sets it. */
export function entriesOf(subject: Subject): readonly string[] {
  return (valueOf(subject, 'GOPATH') || subject.facts.gopath).split(delimiter);
}

/** go refuses every command, and `go env -u` too, unless the environment has another GOPATH. */
function relative(subject: Subject, entry: string): Finding {
  const why = entry.startsWith('~')
    ? 'go expands no ~, and refuses every command'
    : 'go refuses every command for a path that is not absolute';
  const options = { before: 'GOPATH="$HOME/go"', refusesWrite: true };
  return {
    code: 'gopath-relative',
    text: `${named(subject, 'GOPATH')}: ${why}`,
    ...wayBack(subject, 'GOPATH', options),
  };
}

/** `gopath-in-gv` tells of a GOPATH inside one of gv's own toolchains. */
function isGoroot(subject: Subject): readonly Finding[] {
  const { goroot, world } = subject;
  if (
    goroot === undefined ||
    isInside(realPath(world.layout.root) ?? world.layout.root, realPath(goroot) ?? goroot)
  )
    return [];
  const isSet = settingValue(subject.facts, 'GOPATH').origin.kind !== 'default';
  const usual = world.home === undefined ? '' : join(world.home, 'go');
  const same = [...entriesOf(subject), ...(isSet ? [] : [usual])].find(
    (entry) => entry !== '' && isSamePlace(entry, goroot),
  );
  if (same === undefined) return [];
  const why = 'go install and the module cache would write into the toolchain';
  if (isSet) {
    const text = `${named(subject, 'GOPATH')} is the GOROOT of the go that runs here: ${why}`;
    return [{ code: 'gopath-is-goroot', text, ...wayBack(subject, 'GOPATH') }];
  }
  return [
    {
      code: 'gopath-is-goroot',
      text: `the go that runs here lies in ${same}, where GOPATH would be: without one go has no place for modules`,
      cure: `go env -w GOPATH=${shellWord(join(world.home ?? '/', 'gopath'))}`,
      undo: 'go env -u GOPATH',
      at: { file: same },
      evidence: [{ what: 'GOROOT', value: goroot, how: 'read', from: goroot }],
    },
  ];
}
