import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { lacking, presentShells } from '../support/shells.ts';

const SHIMS = join(import.meta.dirname, '..', '..', 'shims', 'posix');

/** The names that the launcher takes out. */
const TAKEN = (/__gv_of_node='([^']*)'/.exec(readFileSync(join(SHIMS, 'node.sh'), 'utf8'))?.[1] ?? '').split(
  /\s+/,
);

/** Stands for gv's program, in a real Node: says what reached it. */
const PROGRAM = `const { env, execArgv, argv } = process;
process.stdout.write(JSON.stringify({ env, execArgv, args: argv.slice(2) }));
`;

function withNode(): ShellRoot {
  const made = furnishedRoot();
  mkdirSync(join(made.root, 'runtime'));
  symlinkSync(process.execPath, join(made.root, 'runtime', 'node'));
  writeFileSync(join(made.root, 'lib', 'gv.js'), PROGRAM);
  return made;
}

interface Said {
  readonly env: Readonly<Record<string, string>>;
  readonly execArgv: readonly string[];
  readonly args: readonly string[];
}

const everyName = (value: string): Readonly<Record<string, string>> =>
  Object.fromEntries(TAKEN.map((name) => [name, value]));

describe('the list of variables that Node does not get', () => {
  const missing = (names: Iterable<string>): readonly string[] =>
    [...new Set(names)].filter((name) => !TAKEN.includes(name));
  const manual = join(dirname(process.execPath), '..', 'share', 'man', 'man1', 'node.1');

  it('has each name once, and what is not of Node', () => {
    expect(TAKEN).toEqual(TAKEN.toSorted());
    expect(new Set(TAKEN).size).toBe(TAKEN.length);
    expect(missing(['OPENSSL_CONF', 'OPENSSL_ENGINES', 'OPENSSL_MODULES', 'SSLKEYLOGFILE'])).toEqual([]);
  });

  it("has every name in Node's help", () => {
    const help = execFileSync(process.execPath, ['--help'], { encoding: 'utf8' });
    const names = help.slice(help.indexOf('\nEnvironment variables:')).match(/^NODE_[A-Z0-9_]+/gm) ?? [];
    expect(names.length).toBeGreaterThan(10);
    expect(missing(names)).toEqual([]);
  });

  it.skipIf(lacking(existsSync(manual) ? undefined : 'this Node has no manual page'))(
    "has every name in Node's manual page",
    () => {
      const names = [...readFileSync(manual, 'utf8').matchAll(/^\.It Ev (NODE_[A-Z0-9_]+|OPENSSL_[A-Z]+)/gm)];
      expect(names.length).toBeGreaterThan(20);
      expect(missing(names.map(([, name = '']) => name))).toEqual([]);
    },
  );

  it("has every name that Node's own modules look up", () => {
    const program = readFileSync(process.execPath, 'latin1');
    const names = [...program.matchAll(/\benv\.(NODE_[A-Z0-9_]+|WATCH_[A-Z_]+)/g)];
    expect(names.length).toBeGreaterThan(20);
    expect(missing(names.map(([, name = '']) => name))).toEqual([]);
  }, 30_000);
});

describe.each(presentShells())('variables of somebody else under $name', (shell) => {
  let made: ShellRoot;
  beforeAll(() => {
    made = withNode();
  });
  afterAll(() => made[Symbol.dispose]());

  it("none of Node's reaches it, and each is kept as it is", async () => {
    const value = `it's "$(touch pwned)" \`touch pwned\`\n\\ end`;
    const env = { ...everyName(value), __GV_KEPT_NODE_OPTIONS: 'fake', MINE: 'stays' };
    const said = JSON.parse((await made.gv(['list', 'a b'], { shell, env })).stdout) as Said;
    expect(TAKEN.filter((name) => name in said.env)).toEqual([]);
    expect(TAKEN.filter((name) => said.env[`__GV_KEPT_${name}`] !== value)).toEqual([]);
    expect(said).toMatchObject({ args: ['list', 'a b'], env: { MINE: 'stays' } });
    expect(said.execArgv).toEqual(['--no-warnings', '--disable-sigusr1', '--openssl-config=/dev/null']);
    expect(readdirSync(made.project)).toEqual([]);
  });

  it('what was not set is not kept, whatever was inherited', async () => {
    const env = Object.fromEntries(TAKEN.map((name) => [`__GV_KEPT_${name}`, 'fake']));
    const said = JSON.parse((await made.gv(['list'], { shell, env })).stdout) as Said;
    expect(Object.keys(said.env).filter((name) => name.startsWith('__GV_KEPT_'))).toEqual([]);
  });

  it('NODE_OPTIONS neither runs code nor ends gv', async () => {
    made.write('x.js', `require('node:fs').writeFileSync('ran', '')`);
    for (const NODE_OPTIONS of ['--require ./x.js', '--no-such-flag'])
      expect(await made.gv(['list'], { shell, env: { NODE_OPTIONS } })).toMatchObject({
        code: 0,
        stderr: '',
      });
    expect(existsSync(join(made.project, 'ran'))).toBe(false);
    rmSync(join(made.project, 'x.js'));
  });

  it('what gv exec starts gets them all', async () => {
    const env = everyName('mine');
    for (const query of ['1.22', '^1.21']) {
      if (query === '^1.21')
        writeFileSync(join(made.root, 'lib', 'gv.js'), `console.log('/versions/1.22.5')`);
      const { stdout } = await made.gv(['exec', query, 'env'], { shell, env });
      writeFileSync(join(made.root, 'lib', 'gv.js'), PROGRAM);
      const lines = stdout.split('\n');
      expect(TAKEN.filter((name) => !lines.includes(`${name}=mine`))).toEqual([]);
      expect(stdout).toContain('GV_VERSION=1.22.5');
      expect(stdout).not.toContain('__GV_KEPT_');
    }
  });

  it('GV_ROOT never names code: none of a root in a project runs, nor is printed for a shell to evaluate', async () => {
    const evil = join(made.project, 'evil');
    const ran = join(made.home, 'ran');
    cpSync(made.root, evil, { recursive: true, verbatimSymlinks: true });
    for (const name of ['lib/gv.js', 'env', 'env.fish', 'lib/VERSION', 'lib/completions/gv.bash'])
      writeFileSync(join(evil, name), `evil\n`);
    for (const name of readdirSync(join(evil, 'lib', 'shims')))
      writeFileSync(join(evil, 'lib', 'shims', name), `: >'${ran}'\n`);
    rmSync(join(evil, 'runtime', 'node'));
    writeFileSync(join(evil, 'runtime', 'node'), `#!/bin/sh\n: >'${ran}'\n`, { mode: 0o755 });
    const env = { GV_ROOT: evil };
    for (const args of [
      ['current'],
      ['which'],
      ['where', '1.22'],
      ['where', 'oldstable'],
      ['list'],
      ['exec', 'true'],
    ])
      expect((await made.gv(args, { shell, env })).code, args.join(' ')).toBe(0);
    for (const args of [
      ['init', 'bash'],
      ['init', 'fish'],
      ['init', 'direnv'],
      ['completion', 'bash'],
      ['--version'],
    ]) {
      const { code, stdout } = await made.gv(args, { shell, env });
      expect({ code, evil: stdout.includes('evil') }, args.join(' ')).toEqual({ code: 0, evil: false });
    }
    const copy = join(made.home, 'go');
    copyFileSync(join(made.root, 'lib', 'shims', 'shim.sh'), copy);
    chmodSync(copy, 0o755);
    expect(await made.run(copy, [], { shell, env })).toMatchObject({ code: 127, stdout: '' });
    expect(existsSync(ran)).toBe(false);
    rmSync(evil, { recursive: true });
  });

  it("a shell's variables that another shell inherits change nothing", async () => {
    made.write('.go-version', ` 1.22.5 \n`);
    const env = {
      BASH_VERSION: '5.2.15',
      ZSH_VERSION: '5.9',
      BASH_COMMAND: ':',
      ZSH_EVAL_CONTEXT: 'toplevel',
      BASH_SOURCE: '/nowhere/env',
      PIPESTATUS: '1',
    };
    expect(await made.go([], { shell, env })).toEqual({
      code: 0,
      stdout: 'go1.22.5 0 GOROOT=none\n',
      stderr: '',
    });
    writeFileSync(join(made.project, '.go-version'), '1.22.5\0');
    expect((await made.go([], { shell, env })).stderr).toContain('holds NUL bytes');
    rmSync(join(made.project, '.go-version'));
    const evil = made.write('evil/lib/shims/resolve.sh', '').slice(0, -'/lib/shims/resolve.sh'.length);
    const ends = `. '${made.root}/env'; echo "$PATH"`;
    const sourced = await made.run('-c', [ends], {
      shell,
      env: { ...env, BASH_SOURCE: `${evil}/env`, PATH: '/bin' },
    });
    expect(sourced).toEqual({ code: 0, stdout: `${made.root}/shims:${made.root}/bin:/bin\n`, stderr: '' });
    rmSync(evil, { recursive: true });
  });
});
