import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnishedRoot, verdict, writeTool, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('the system’s Go, in $name', (shell) => {
  let made: ShellRoot;
  let system: string;
  beforeAll(() => {
    made = furnishedRoot();
    system = join(made.home, 'system', 'bin');
    for (const tool of ['go', 'gofmt']) writeTool(join(system, tool), `system-${tool}`);
    made.write('.go-version', 'system\n');
  });
  afterAll(() => made[Symbol.dispose]());

  it.each(['first', 'last', 'twice', 'nowhere', 'linked'])(
    'is found with the shims %s on PATH',
    async (where) => {
      const shims = join(made.root, 'shims');
      const linked = join(made.home, 'linked');
      rmSync(linked, { force: true });
      symlinkSync(shims, linked);
      const entries = {
        first: [shims, system],
        last: [system, shims],
        twice: [shims, system, shims],
        nowhere: [system],
        linked: [linked, `${shims}/`, system],
      }[where];
      const env = { PATH: [...(entries ?? []), '/usr/bin', '/bin'].join(':'), GOROOT: '/kept' };
      expect((await made.go(['x'], { shell, env })).stdout).toBe('system-go 1 GOROOT=/kept\n');
      expect((await made.gv(['which'], { shell, env })).stdout).toBe(`${system}/go\n`);
      const exported = await made.gv(['exec', '--', 'sh', '-c', 'echo "$GOROOT $GV_VERSION"; go'], {
        shell,
        env,
      });
      expect(exported.stdout).toBe('/kept system\nsystem-go 0 GOROOT=/kept\n');
    },
  );

  it('relative and empty entries of PATH do not count', async () => {
    const cwd = join(made.project, 'trap');
    writeTool(join(cwd, 'go'), 'trapped');
    writeTool(join(cwd, 'bin', 'go'), 'trapped');
    const env = { PATH: `:.:bin::${join(made.root, 'shims')}:${system}:/usr/bin:/bin` };
    expect((await made.go([], { shell, cwd, env })).stdout).toBe('system-go 0 GOROOT=none\n');
  });

  it('directories named go and files that cannot be run do not count', async () => {
    mkdirSync(join(made.home, 'directory', 'go'), { recursive: true });
    const env = { PATH: `${join(made.home, 'directory')}:${system}:/usr/bin:/bin` };
    expect(await verdict(made, { shell, env })).toMatchObject({ name: 'system', goroot: system });
  });

  it('a gofmt that lies elsewhere on PATH is found, one that is missing is an error', async () => {
    const only = join(made.home, 'only-go');
    writeTool(join(only, 'go'), 'only');
    const gofmt = join(made.root, 'shims', 'gofmt');
    const path = (...entries: readonly string[]): { readonly PATH: string } => ({
      PATH: [join(made.root, 'shims'), ...entries].join(':'),
    });
    expect((await made.run(gofmt, [], { shell, env: path(only, system) })).stdout).toBe(
      'system-gofmt 0 GOROOT=none\n',
    );
    const missing = await made.run(gofmt, [], { shell, env: path(only) });
    expect(missing).toMatchObject({
      code: 127,
      stderr: "gv: no gofmt is on PATH outside gv's shims; run: gv install\n",
    });
  });

  it('none on PATH is one line with the cure', async () => {
    const outcome = await made.go([], { shell, env: { PATH: join(made.root, 'shims') } });
    expect(outcome).toMatchObject({ code: 127, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^gv: no go is on PATH outside gv's shims \(set by \S+\.go-version:1\); run: gv use latest\n$/,
    );
    const env = { PATH: join(made.root, 'shims'), GV_VERSION: 'system' };
    expect((await made.go([], { shell, env })).stderr).toContain('GV_VERSION); run: unset GV_VERSION\n');
  });

  it('a system go that leads back to the shim ends instead of looping', async () => {
    const circle = join(made.home, 'circle');
    mkdirSync(circle, { recursive: true });
    writeTool(join(circle, 'go'), 'unused');
    rmSync(join(circle, 'go'));
    writeTool(join(circle, 'real'), 'unused');
    symlinkSync(join(made.root, 'shims', 'go'), join(circle, 'go'));
    const env = { PATH: `${circle}:${system}:/usr/bin:/bin` };
    expect((await made.go([], { shell, env })).stdout).toBe('system-go 0 GOROOT=none\n');
  });
});
