import { dirname, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { parseEditorSettings, type EditorSetting } from '../../core/settings/editor-settings.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { gorootOf } from '../../io/go/goroot.ts';
import { isSamePlace } from '../../io/go/setting-facts.ts';
import type { World } from '../../world.ts';
import { valueOf, type Subject } from './subject.ts';

/** Findings about settings of VS Code: of the folder here or above, and of the user. gv writes none of them. */
export function editorFindings(subject: Subject): readonly Finding[] {
  const { world } = subject;
  return [...workspaceSettings(world), ...userFiles(world).map(settingsIn)].flatMap(({ file, text }) => {
    if (!text.includes('"go.') && !text.includes('"gopls"')) return [];
    return parseEditorSettings(text).flatMap((setting) => findingOf(subject, file, setting));
  });
}

interface SettingsText {
  readonly file: string;
  /** Empty for a file that is missing or cannot be read. */
  readonly text: string;
}

function settingsIn(file: string): SettingsText {
  return { file, text: readSmallOrNothing(file, SETTINGS_BYTES) ?? '' };
}

/** The nearest folder that has settings is the one that an editor opens. */
function workspaceSettings({ cwd }: World): readonly SettingsText[] {
  for (let at = cwd; at !== ''; at = dirname(at)) {
    const settings = settingsIn(join(at, '.vscode', 'settings.json'));
    if (settings.text !== '') return [settings];
    if (at === dirname(at)) break;
  }
  return [];
}

const EDITORS = ['Code', 'Code - OSS', 'VSCodium'] as const;

function userFiles({ env, home, platform }: World): readonly string[] {
  if (home === undefined) return [];
  const config =
    platform.os === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : (env['XDG_CONFIG_HOME'] ?? '') || join(home, '.config');
  const servers = [join(home, '.vscode-server', 'data', 'Machine', 'settings.json')];
  return [...EDITORS.map((name) => join(config, name, 'User', 'settings.json')), ...servers];
}

const SETTINGS_BYTES = 1024 * 1024;

function findingOf(subject: Subject, file: string, setting: EditorSetting): readonly Finding[] {
  const { key, value, line } = setting;
  const place = `${file}${line === undefined ? '' : `:${line}`}`;
  const at = line === undefined ? { file } : { file, line };
  const shown = shownValue(key.slice(key.lastIndexOf('.') + 1), value);
  const evidence = [{ what: key, value: shown, how: 'read', from: place }] as const;
  const cure = `take ${key} out of ${file}; VS Code then uses the go on PATH, which is gv's`;
  const undo =
    shown === value ? `the setting again in ${file}: "${value}"` : `keep a copy of ${place} before`;
  if (setting.kind === 'gone') {
    const text = `${place} sets ${key}, which gopls no longer has: it reads go.work by itself`;
    return [
      {
        code: 'gopls-setting-gone',
        level: 'note',
        text,
        cure: `take ${key} out of ${file}`,
        undo,
        at,
        evidence,
      },
    ];
  }
  const why = contradiction(subject, setting);
  if (why === undefined) return [];
  const text = `${place} says ${key}=${shown}: the editor ${why}`;
  return [{ code: 'editor-other-go', level: 'advice', text, cure, undo, at, evidence }];
}

/** The difference to the Go of this directory; undefined where the setting leads to the same. */
function contradiction(subject: Subject, { kind, key, value }: EditorSetting): string | undefined {
  const { world } = subject;
  const path = value.replace(/^~(?=\/|$)|\$\{(?:userHome|env:HOME)\}/, world.home ?? '~');
  switch (kind) {
    case 'goroot':
      return isOurs(subject, path) ? undefined : OTHER;
    case 'program':
      return isShim(world, path) || isOurs(subject, gorootOf(path) ?? path) ? undefined : OTHER;
    case 'variable': {
      const name = key.slice(key.lastIndexOf('.') + 1);
      if (name === 'GOROOT') return isOurs(subject, path) ? undefined : OTHER;
      return valueOf(subject, name) === value ? undefined : `has another ${name} than the shell`;
    }
    case 'gone':
      return undefined;
  }
}

const OTHER = 'uses another Go than the one that runs here';

function isOurs({ goroot, world }: Subject, path: string): boolean {
  return isSamePlace(path, world.layout.current) || (goroot !== undefined && isSamePlace(path, goroot));
}

function isShim({ layout }: World, path: string): boolean {
  return isSamePlace(dirname(path), layout.shims);
}
