import { join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { WEAKENING, weakness } from '../../core/foreign/weak-settings.ts';
import { goEnvLine, parseGoEnv } from '../../core/go/env-file.ts';
import { LIMITS } from '../../core/limits.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { NAMELESS_CURE, namelessText } from '../../core/text/nameless.ts';
import { isDiskFailure } from '../../errors.ts';
import { followed } from '../../io/disk/access.ts';
import { entryKind, readSmall } from '../../io/disk/read.ts';
import { goEnvPath } from '../../io/go/go-settings.ts';
import { realPath } from '../../io/host/search-path.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run } from '../../world.ts';
import { subjectOf } from '../environment/subject.ts';
import { named, wayBack } from '../environment/way-back.ts';

/** As `weakness`, for values that spell out the key of Go's own checksum database. */
function weaknessOf(name: (typeof WEAKENING)[number], value: string): ReturnType<typeof weakness> {
  return weakness(name, name === 'GOSUMDB' ? value.replace(GO_LOG_KEY, 'sum.golang.org') : value);
}

/** Findings about the settings of this account that take proofs away from the go command, whichever go it is. */
export function ownSettings(run: Run): readonly Finding[] {
  const subject = subjectOf(run, { goroot: undefined, version: undefined }, []);
  const { facts } = subject;
  const file = goEnvPath(run);
  const blind = file === undefined ? [] : withText(realPath(file) ?? file, () => []);
  const weak = WEAKENING.flatMap((name): readonly Finding[] => {
    const value = (facts.env[name] ?? '') || (parseGoEnv(facts.user?.text ?? '').get(name) ?? '');
    const found = weaknessOf(name, value);
    if (found === undefined) return [];
    return [{ ...found, text: `${named(subject, name)}: ${found.text}`, ...wayBack(subject, name) }];
  });
  return [...weak, ...blind];
}

/**
 * Findings about files of go settings below a root; a missing file, and one that is no regular file, says nothing. The go command
 * takes a file of any length, so that one that is not read here is told of.
 */
export function fileSettings(root: string, files: readonly string[]): readonly Finding[] {
  return files.flatMap((file) => {
    const { end, nameless } = followed(file, root);
    if (nameless !== undefined) return [unread(nameless, namelessText(nameless), NAMELESS_CURE)];
    return end === undefined ? [] : withText(join(root, end), settingsIn);
  });
}

function withText(
  path: string,
  findings: (path: string, text: string) => readonly Finding[],
): readonly Finding[] {
  try {
    if (entryKind(path) !== 'file') return [];
    return findings(path, readSmall(path, LIMITS.configBytes) ?? '');
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    return [unread(path, error.message)];
  }
}

function settingsIn(path: string, text: string): readonly Finding[] {
  // Of /etc/environment: pam_env(8) passes over the word, and go's own files never have it.
  const lines = text.replaceAll(/^export[ \t]+/gm, '');
  const values = parseGoEnv(lines);
  return WEAKENING.flatMap((name): readonly Finding[] => {
    const value = (values.get(name) ?? '').replace(/^(["'])(.*)\1$/, '$2');
    const found = weaknessOf(name, value);
    const line = goEnvLine(lines, name);
    if (found === undefined || line === undefined) return [];
    const place = `${name}=${shownValue(name, value)} (${path}:${line})`;
    const cure = `take line ${line} out of ${path}`;
    return [{ ...found, text: `${place}: ${found.text}`, cure, at: { file: path, line } }];
  });
}

function unread(
  path: string,
  why: string,
  cure = `less ${shellWord(path)} as an account that may read it`,
): Finding {
  return {
    code: 'not-looked-at',
    level: 'advice',
    text: `settings of go are not known: ${why}`,
    cure,
    at: { file: path },
  };
}
