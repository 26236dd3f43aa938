import { join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { WEAKENING, weakness } from '../../core/foreign/weak-settings.ts';
import { goEnvLine, parseGoEnv } from '../../core/go/env-file.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { followed } from '../../io/disk/access.ts';
import { entryKind, readSmallOrNothing } from '../../io/disk/read.ts';
import type { Run } from '../../world.ts';
import { subjectOf } from '../environment/subject.ts';
import { named, wayBack } from '../environment/way-back.ts';

/** Findings about the settings of this account that take proofs away from the go command, whichever go it is. */
export function ownSettings(run: Run): readonly Finding[] {
  const subject = subjectOf(run, { goroot: undefined, version: undefined }, []);
  const { facts } = subject;
  return WEAKENING.flatMap((name): readonly Finding[] => {
    const value = (facts.env[name] ?? '') || (parseGoEnv(facts.user?.text ?? '').get(name) ?? '');
    const found = weakness(name, value);
    if (found === undefined) return [];
    return [{ ...found, text: `${named(subject, name)}: ${found.text}`, ...wayBack(subject, name) }];
  });
}

/** Findings about files of go settings below a root; a missing file, and one that is no regular file, says nothing. */
export function fileSettings(root: string, files: readonly string[]): readonly Finding[] {
  return files.flatMap((file) => {
    const { end } = followed(file, root);
    const path = end === undefined ? undefined : join(root, end);
    if (path === undefined || entryKind(path) !== 'file') return [];
    const text = readSmallOrNothing(path) ?? '';
    const values = parseGoEnv(text);
    return WEAKENING.flatMap((name): readonly Finding[] => {
      const value = (values.get(name) ?? '').replace(/^(["'])(.*)\1$/, '$2');
      const found = weakness(name, value);
      const line = goEnvLine(text, name);
      if (found === undefined || line === undefined) return [];
      const place = `${name}=${shownValue(name, value)} (${path}:${line})`;
      const cure = `take line ${line} out of ${path}`;
      return [{ ...found, text: `${place}: ${found.text}`, cure, at: { file: path, line } }];
    });
  });
}
