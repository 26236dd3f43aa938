import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Explanation } from '../../src/core/choice/explanation.ts';
import { compareText, isVersionText } from '../../src/core/version.ts';
import { compared } from './agreement.ts';
import type { random } from './random.ts';
import type { Sandbox } from './sandbox.ts';

/** A project, its settings, and the place where go is called: everything that bears on which Go runs. */
export interface Scene {
  /** By their paths; the Go of `a/b` is asked for. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** The file of `go env -w`; none without lines. */
  readonly written: Readonly<Record<string, string>>;
  readonly global?: string;
  /** go is called above, with one of the forms of -C. */
  readonly chdir?: (typeof FORMS)[number];
}

const FORMS = ['-C DIR', '-C=DIR', '--C DIR', '--C=DIR'] as const;
const INSTALLED = ['1.22.5', '1.24.9', '1.27.3'];
const GO_LINES = [
  '1.20',
  '1.21',
  '1.22',
  '1.22.5',
  '1.22.6',
  '1.24',
  '1.24.9',
  '1.25',
  '1.26.99',
  '1.27',
  '1.27.3',
  '1.27rc1',
];
const ODD_GO_LINES = ['1.999', '1.24\u0085', '1.24 // why', '"1.24"', '1.24.9.1', '', '\u00A01.24', '1.24\r'];
const TOOLCHAINS = [
  'go1.24.9',
  'go1.27.3',
  'go1.22.5',
  'default',
  'local',
  'go1.26.99',
  'go1.24.9-fake',
  'nonsense',
];
const PINS = [
  '1.22.5',
  '1.24',
  '1.27.x',
  '~1.24',
  '1.22.X',
  'latest',
  'go1.24.9',
  '# why\n1.24.9',
  '1.23.1',
  'system',
  '^1.22',
];
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  GOTOOLCHAIN: [
    'auto',
    'path',
    'local',
    'local+path',
    'go1.24.9',
    'go1.22.5+auto',
    'go1.24.9+path',
    'nonsense',
    '',
  ],
  GOWORK: [
    'off',
    'auto',
    '',
    'HERE/elsewhere/go.work',
    'HERE/none.work',
    'HERE/elsewhere',
    'elsewhere/go.work',
  ],
  GO111MODULE: ['on', 'off', 'auto', '', 'nonsense'],
};
const BLOCK = 'require (\n\texample.test/x v1.0.0\n)\n';

type Next = ReturnType<typeof random>;

/** A scene by chance; about every second one has several files that matter. */
export function sceneOf(next: Next): Scene {
  const pick = <T>(from: readonly T[]): T => from[next(from.length)] as T;
  const often = (percent: number): boolean => next(100) < percent;
  const files: Record<string, string> = { 'elsewhere/go.work': `go ${pick(GO_LINES)}\n` };
  if (often(80)) files[pick(['a/b/go.mod', 'a/go.mod', 'go.mod'])] = moduleText(pick, often);
  if (often(30)) files[pick(['a/b/go.work', 'a/go.work', 'go.work'])] = moduleText(pick, often);
  if (often(20)) files['a/b/go.mod'] = moduleText(pick, often);
  if (often(25)) files[pick(['a/b/.go-version', 'a/.go-version'])] = `${pick(PINS)}\n`;
  if (often(10))
    files['a/.tool-versions'] = `nodejs 20\ngolang ${pick(PINS.filter((pin) => !pin.includes('#')))}\n`;
  const settings = (percent: number): Record<string, string> =>
    Object.fromEntries(
      Object.entries(SETTINGS).flatMap(([name, values]) => (often(percent) ? [[name, pick(values)]] : [])),
    );
  const env = { ...settings(15), ...(often(10) ? { GV_VERSION: pick([' 1.24.9\r', ...PINS]) } : {}) };
  const scene = { files, env, written: settings(20) };
  return {
    ...scene,
    ...(often(70) ? { global: pick([...INSTALLED, '1.24', '# mine\n1.22.5']) } : {}),
    ...(often(25) ? { chdir: pick(FORMS) } : {}),
  };
}

function moduleText(pick: <T>(from: readonly T[]) => T, often: (percent: number) => boolean): string {
  const go = often(90) ? `go ${often(85) ? pick(GO_LINES) : pick(ODD_GO_LINES)}\n` : '';
  const toolchain = often(35) ? `toolchain ${pick(TOOLCHAINS)}\n` : '';
  const between = pick(['', '', '\n', '// text\n', BLOCK, `//${'x'.repeat(4_100)}\n`]);
  const before = pick(['', '', 'module m\n\n', BLOCK, '\n'.repeat(220), `//${'x'.repeat(4_100)}\n`]);
  return often(15) ? `${before}${toolchain}${between}${go}` : `${before}${go}${between}${toolchain}${BLOCK}`;
}

/** Lays a scene down and asks explain and go; the faults are the differences. */
export async function faultsOf(box: Sandbox, scene: Scene): Promise<readonly string[]> {
  const here = join(box.project, 'scene');
  rmSync(here, { recursive: true, force: true });
  const cwd = join(here, 'a', 'b');
  mkdirSync(cwd, { recursive: true });
  for (const [name, text] of Object.entries(scene.files)) {
    mkdirSync(dirname(join(here, name)), { recursive: true });
    writeFileSync(join(here, name), text);
  }
  const placed = (values: Scene['env']): [string, string][] =>
    Object.entries(values).map(([name, value]) => [name, value.replace('HERE', here)]);
  const lines = placed(scene.written).map(([name, value]) => `${name}=${value}\n`);
  const GOENV = join(here, 'goenv');
  writeFileSync(GOENV, lines.join(''));
  const version = join(box.root, 'version');
  rmSync(version, { force: true });
  if (scene.global !== undefined) writeFileSync(version, `${scene.global}\n`);
  const from =
    scene.chdir === undefined
      ? {}
      : { from: { cwd: here, args: scene.chdir.replace('DIR', 'a/../a/b').split(' ') } };
  const env = { ...Object.fromEntries(placed(scene.env)), GOENV };
  const { said, faults } = await compared(box, { cwd, env, ...from });
  return [...faults, ...faultsOfFloor(said)];
}

/** A default is raised where the floor that TypeScript finds asks for it, and nowhere else: the shims find the same floor. */
function faultsOfFloor({ base, floor, gotoolchain, warnings }: Explanation): readonly string[] {
  if (base === null || (base.rule !== 'global' && base.rule !== 'newest')) return [];
  const isUnseen = warnings.some(({ code }) => code === 'floor-unseen');
  if (base.raised !== null && compareText(base.raised.floor, floor?.version ?? '') !== 0 && !isUnseen)
    return [`raised to ${base.raised.floor}, and the floor is ${floor?.version}`];
  if (floor === null || !/^(?:.*\+)?(?:auto|path)$/.test(gotoolchain.value)) return [];
  const isEnough = (version: string): boolean => compareText(version, floor.version) >= 0;
  const isOfficial = isVersionText(floor.version);
  if (isEnough(base.version) || !INSTALLED.some(isEnough) || !isOfficial || isUnseen) return [];
  return [`${base.version} is not raised to ${floor.version}`];
}

/** The smallest part of a scene that still has faults: whatever can be left out is. */
export async function smallest(box: Sandbox, scene: Scene): Promise<Scene> {
  for (const part of parts(scene)) if ((await faultsOf(box, part)).length > 0) return smallest(box, part);
  return scene;
}

function parts(scene: Scene): readonly Scene[] {
  const { global: _global, ...noGlobal } = scene;
  const { chdir: _chdir, ...noChdir } = scene;
  const without = (key: 'files' | 'env' | 'written'): readonly Scene[] =>
    Object.keys(scene[key]).map((name) => {
      const { [name]: _left, ...rest } = scene[key];
      return { ...scene, [key]: rest };
    });
  return [
    ...(scene.global === undefined ? [] : [noGlobal]),
    ...(scene.chdir === undefined ? [] : [noChdir]),
    ...without('files'),
    ...without('env'),
    ...without('written'),
  ];
}
