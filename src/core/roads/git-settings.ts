/** A setting of git's configuration, as `git config -z --show-scope --show-origin` tells it. The value may hold a credential. */
export interface GitSetting {
  /** `system`, `global`, `command` … */
  readonly scope: string;
  /** The file; undefined for a value of the environment (GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS). */
  readonly file: string | undefined;
  /** Section and name in lower case, joined by a dot: `url.insteadof`, `http.proxy`. */
  readonly name: string;
  /** The part of a section's name between quotes, as written; empty without one. */
  readonly sub: string;
  readonly value: string;
}

/** Reads the output of `git config -z --show-scope --show-origin --get-regexp`. */
export function parseGitSettings(text: string): readonly GitSetting[] {
  const fields = text.split('\0');
  const settings: GitSetting[] = [];
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [scope = '', origin = '', pair = ''] = fields.slice(at, at + 3);
    const [, key = '', value = ''] = /^([^\n]*)\n?(.*)$/s.exec(pair) ?? [];
    const [first, last] = [key.indexOf('.'), key.lastIndexOf('.')];
    if (first < 0) continue;
    settings.push({
      scope,
      file: origin.startsWith('file:') ? origin.slice('file:'.length) : undefined,
      name: `${key.slice(0, first)}${key.slice(last)}`.toLowerCase(),
      sub: first === last ? '' : key.slice(first + 1, last),
      value,
    });
  }
  return settings;
}

/**
 * The setting that rewrites an address: of all `url.BASE.insteadOf`, or `pushInsteadOf`, the one with the longest beginning of the
 * address; the first of equals (git: remote.c, alias_url).
 */
export function rewriting(
  settings: readonly GitSetting[],
  url: string,
  name: 'insteadof' | 'pushinsteadof',
): GitSetting | undefined {
  let best: GitSetting | undefined;
  for (const setting of settings) {
    if (setting.name !== `url.${name}` || !url.startsWith(setting.value)) continue;
    if (best === undefined || setting.value.length > best.value.length) best = setting;
  }
  return best;
}

/** The last setting of a name with this value: the one that gave a result of git its value. */
export function settingWith(
  settings: readonly GitSetting[],
  name: string,
  value: string,
): GitSetting | undefined {
  return settings.findLast((each) => each.name === name && each.value === value);
}

/** Reads the output of `git config -z --get-urlmatch http URL`: values by name, of each name the one that counts for that address. */
export function parseUrlMatch(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\0').flatMap((pair) => {
    const [, name, value = ''] = /^([^\n]+)\n?(.*)$/s.exec(pair) ?? [];
    return name === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  return new Map(pairs);
}

const HEADER = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/;

/** The line, counted from 1, of a git configuration file that makes a setting: of several the last, one with its very value before others. */
export function gitSettingLine(text: string, { name, sub, value }: GitSetting): number | undefined {
  let inSection = false;
  let [same, other]: (number | undefined)[] = [undefined, undefined];
  const [section = '', key = ''] = name.split('.');
  for (const [index, line] of text.split('\n').entries()) {
    const header = HEADER.exec(line);
    if (header !== null) {
      const written = header[2]?.replace(/\\(.)/g, '$1') ?? '';
      inSection = header[1]?.toLowerCase() === section && written === sub;
    }
    if (!inSection) continue;
    const [, written = '', rest = ''] =
      /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*?)\s*)?$/.exec(line.slice(header?.[0].length ?? 0)) ?? [];
    if (written.toLowerCase() !== key) continue;
    if (rest.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1') === value) same = index + 1;
    else other = index + 1;
  }
  return same ?? other;
}
