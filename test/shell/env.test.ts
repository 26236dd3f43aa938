import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { whereIs } from '../support/shells.ts';

const COMMANDS: readonly (readonly [program: string, ...flags: string[]])[] = [
  ['dash'],
  ['busybox', 'sh'],
  ['bash', '--norc'],
  ['bash', '--posix'],
  ['zsh', '-f'],
];

const SHELLS = COMMANDS.flatMap(([program, ...flags]) => {
  const path = whereIs(program);
  return path === undefined ? [] : [{ name: [program, ...flags].join(' '), path, flags }];
});

const NAMES = ['root', 'with space', "quote'd", 'dollar$HOME `x`', 'Þé'];

describe.each(SHELLS)('env sourced by $name', ({ path, flags }) => {
  const source = async (made: ShellRoot, script: string, PATH: string): Promise<string> => {
    const env = { R: made.root, PATH };
    const { stdout, stderr } = await made.run(path, [...flags, '-c', script], { env });
    return stdout + stderr;
  };
  const PRINT = 'printf %s "$PATH"';

  it.each(NAMES)('puts shims and command first, under set -eu, for a root named %j', async (name) => {
    using made = furnishedRoot(name);
    const script = `set -eu; . "$R/env"; ${PRINT}`;
    expect(await source(made, script, '/usr/bin:/bin')).toBe(
      `${made.root}/shims:${made.root}/bin:/usr/bin:/bin`,
    );
    expect(await source(made, `cd "$R"; . ./env; ${PRINT}`, '/bin')).toBe(
      `${made.root}/shims:${made.root}/bin:/bin`,
    );
  });

  it('moves them to the front, once each, and keeps everything else in order', async () => {
    using made = furnishedRoot();
    const [shims, bin] = [join(made.root, 'shims'), join(made.root, 'bin')];
    const given = `/a b:${bin}:/usr/bin:${shims}::/bin:${shims}:*:/usr/bin:`;
    const script = `. "$R/env"; . "$R/env"; eval "$(cat "$R/env")"; ${PRINT}`;
    const wanted = `${shims}:${bin}:/a b:/usr/bin::/bin:*:/usr/bin:`;
    expect(await source(made, script.replace('cat', '/bin/cat'), given)).toBe(wanted);
  });

  it('leaves no variables and no option behind', async () => {
    using made = furnishedRoot();
    expect(await source(made, `. "$R/env"; set | grep ^__gv_ || echo none`, '/usr/bin:/bin')).toBe('none\n');
  });

  it('does not take the directory one happens to be in for its own', async () => {
    using made = furnishedRoot();
    using other = furnishedRoot();
    const script = `cd '${other.root}'; . "$R/env"; eval "$(/bin/cat "$R/env")"; ${PRINT}`;
    expect(await source(made, script, '/bin')).toBe(`${made.root}/shims:${made.root}/bin:/bin`);
  });

  it('makes go and gv answer', async () => {
    using made = furnishedRoot();
    expect(await source(made, '. "$R/env"; go; gv current', '/usr/bin:/bin')).toBe(
      'go1.27.0 0 GOROOT=none\n1.27.0\n',
    );
  });
});

const fish = whereIs('fish');

describe.skipIf(fish === undefined)('env.fish', () => {
  it.each(NAMES)('puts shims and command first, once each, for a root named %j', async (name) => {
    using made = furnishedRoot(name);
    const env = { R: made.root, LC_ALL: 'C.UTF-8', PATH: `/a b:${made.root}/bin:/usr/bin:/bin` };
    const script = 'source "$R/env.fish"; source "$R/env.fish"; string join : $PATH; go';
    const { stdout, stderr } = await made.run(fish ?? '', ['--no-config', '-c', script], { env });
    expect(stdout + stderr).toBe(
      `${made.root}/shims:${made.root}/bin:/a b:/usr/bin:/bin\ngo1.27.0 0 GOROOT=none\n`,
    );
  });
});

describe('the placeholder', () => {
  it.each(['posix/env', 'fish/env.fish'])('stands once in %s, between single quotes', (file) => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'shims', file), 'utf8');
    expect(text.match(/@GV_ROOT@/g)).toHaveLength(1);
    expect(text).toContain("'@GV_ROOT@'");
  });
});
