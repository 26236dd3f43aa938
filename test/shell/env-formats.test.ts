import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileFormat, FORMATS } from '../../src/core/shells/formats.ts';
import { parseCommentedJson } from '../../src/core/text/json-comments.ts';
import { type FileEnvironment, fileLines } from '../../src/report/environment/file-text.ts';
import { refusalOf } from '../../src/report/environment/refusals.ts';
import { crontabEnvironment, NO_CRON, variablesIn } from '../support/cron.ts';
import { dockerEnvironment } from '../support/docker-env.ts';
import { environmentOf, expected, HOME, picked, SYSTEM_PATH, TEXTS } from '../support/format-texts.ts';
import { lacking, presentShells, whereIs } from '../support/shells.ts';
import { unitEnvironment, userEnvironment } from '../support/systemd.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gv-format-'));
  chmodSync(directory, 0o755);
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The values that a format can say of TEXTS; undefined in place of lines for others. */
function linesOf(format: FileFormat, value: string): readonly string[] | undefined {
  const refused = [value, HOME].some((text) => refusalOf(format, text) !== undefined);
  if (refused) {
    expect(() => fileLines(format, environmentOf(value))).toThrow(`cannot stand in the format ${format}`);
    return undefined;
  }
  return fileLines(format, environmentOf(value));
}

describe('gv env --format profile', () => {
  for (const { name, command } of presentShells()) {
    it(`is read by ${name} as a login shell reads profile.d, twice without growth, also without any PATH`, () => {
      const [program, ...args] = command;
      for (const value of TEXTS) {
        writeFileSync(join(directory, 'gv.sh'), `${fileLines('profile', environmentOf(value)).join('\n')}\n`);
        for (const [start, rest] of [
          ['PATH=/usr/bin:/bin', ':/usr/bin:/bin'],
          ['unset PATH', ''],
        ] as const) {
          const script = `${start}; set -u; . ./gv.sh; . ./gv.sh; exec /usr/bin/env -0`;
          const ran = spawnSync(program, [...args, '-c', script], {
            cwd: directory,
            env: { PATH: '/usr/bin:/bin', HOME: '/', LC_ALL: 'C.UTF-8' },
            encoding: 'utf8',
          });
          expect([value, ran.stderr]).toEqual([value, '']);
          const wanted = expected(value, '');
          const path = (wanted['PATH'] ?? '').slice(0, -1) + rest;
          expect(picked(variablesIn(ran.stdout))).toEqual({ ...wanted, PATH: path });
        }
      }
      expect(readdirSync(directory)).toEqual(['gv.sh']);
    });
  }
});

describe('gv env --format environment.d', () => {
  const generator = whereIs(
    '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator',
  );

  it.skipIf(generator === undefined).each(TEXTS)('is read by the generator of systemd: %j', (value) => {
    const lines = fileLines('environment.d', environmentOf(value));
    expect(lines.join('\n')).toContain('$HOME/b');
    mkdirSync(join(directory, 'environment.d'));
    writeFileSync(join(directory, 'environment.d', '10-gv.conf'), `${lines.join('\n')}\n`);
    for (const path of ['/x:/y', '']) {
      const env = { HOME, XDG_CONFIG_HOME: directory, ...(path === '' ? {} : { PATH: path }) };
      expect(picked(userEnvironment(generator ?? '', env))).toEqual(
        expected(value, path === '' ? SYSTEM_PATH : path),
      );
    }
  });
});

describe('gv env --format systemd', () => {
  const manager = whereIs('/lib/systemd/systemd');

  it.skipIf(manager === undefined)(
    'is read by the manager of systemd: every value that it does not refuse',
    () => {
      const texts = TEXTS.flatMap((value) => {
        const lines = linesOf('systemd', value);
        return lines === undefined ? [] : [{ value, text: `${lines.join('\n')}\nExecStart=/bin/true\n` }];
      });
      expect(texts.length).toBeGreaterThan(20);
      const read = unitEnvironment(
        manager ?? '',
        directory,
        texts.map(({ text }) => text),
      );
      expect(read.map(picked)).toEqual(texts.map(({ value }) => expected(value, SYSTEM_PATH)));
    },
  );

  const analyze = whereIs('systemd-analyze');
  it.skipIf(analyze === undefined)('passes systemd-analyze verify, which finds a misspelt line', () => {
    const verify = (text: string): string => {
      const unit = join(directory, 'gv-test.service');
      writeFileSync(unit, text);
      const env = { ...process.env, SYSTEMD_UNIT_PATH: `${directory}:` };
      return spawnSync('systemd-analyze', ['verify', '--man=no', unit], { env, encoding: 'utf8' }).stderr;
    };
    const text = `${fileLines('systemd', environmentOf("a 'b' %")).join('\n')}\nExecStart=/bin/true\n`;
    expect(verify(text)).not.toContain('gv-test');
    expect(verify(text.replace('Environment', 'Enviroment'))).toContain("Unknown key 'Enviroment'");
  });
});

describe('gv env --format cron', () => {
  it.skipIf(lacking(NO_CRON))('is read by cron itself: every value that it does not refuse', async () => {
    let read = 0;
    for (const value of TEXTS) {
      const environment = {
        first: [`/a${value}`, '/b'],
        variables: [['GV_TEST_A', `/${value}`]],
        home: HOME,
      } as const;
      const lines = ((): readonly string[] | string => {
        try {
          return fileLines('cron', environment);
        } catch (error) {
          return String(error);
        }
      })();
      const isHard = /[\0-\x08\n-\x1f]|\s$|'.*".*|".*'/.test(value);
      expect([value, typeof lines === 'string']).toEqual([value, isHard]);
      if (typeof lines === 'string') continue;
      const path = [...environment.first, SYSTEM_PATH].join(':');
      const values = await crontabEnvironment(directory, lines);
      expect([values['PATH'], values['GV_TEST_A']]).toEqual([path, `/${value}`]);
      read += 1;
    }
    expect(read).toBeGreaterThan(20);
  });

  it.skipIf(lacking(NO_CRON))('is needed: a job of cron has a short PATH', async () => {
    expect((await crontabEnvironment(directory, []))['PATH']).toBe('/usr/bin:/bin');
  });

  it.skipIf(lacking(NO_CRON))('has the longest line that cron reads, and refuses a longer one', async () => {
    const environment = (length: number): FileEnvironment => ({
      first: ['/a'],
      variables: [['GV_TEST_A', 'x'.repeat(length)]],
      home: undefined,
    });
    const longest = 998 - 'GV_TEST_A=""'.length;
    const read = await crontabEnvironment(directory, fileLines('cron', environment(longest)));
    expect(read['GV_TEST_A']).toBe('x'.repeat(longest));
    expect(() => fileLines('cron', environment(longest + 1))).toThrow('a line has at most 998 bytes');
  });

  it('refuses a value with both kinds of quotes', () => {
    expect(() => fileLines('cron', { first: ['/a\'"'], variables: [], home: undefined })).toThrow(
      'both kinds',
    );
  });
});

describe('gv env --format docker', () => {
  it.each(TEXTS)('is read by the rules of a Dockerfile: %j', (value) => {
    const lines = linesOf('docker', value);
    if (lines === undefined) return;
    expect(lines.length).toBe(1);
    expect(dockerEnvironment(lines[0] ?? '', { PATH: '/x:/y' })).toEqual(expected(value, '/x:/y'));
  });
});

describe('gv env --format dotenv', () => {
  it('says only what a shell, docker --env-file and GitLab take for the same', () => {
    const plain = { first: ['/a b'], variables: [['GV_TEST_A', '/é/x@1.2:+,=-%']], home: undefined } as const;
    const lines = fileLines('dotenv', plain);
    expect(lines).toEqual(['GV_TEST_A=/é/x@1.2:+,=-%']);
    writeFileSync(join(directory, '.env'), `${lines.join('\n')}\n`);
    for (const { name, command } of presentShells()) {
      const [program, ...args] = command;
      const ran = spawnSync(program, [...args, '-c', 'set -a; . ./.env; printf %s "$GV_TEST_A"'], {
        cwd: directory,
        encoding: 'utf8',
      });
      expect([name, ran.stdout, ran.stderr]).toEqual([name, '/é/x@1.2:+,=-%', '']);
    }
    for (const value of TEXTS) {
      const hostile = /[^\w./+:@%,=\-\u0080-\u{10ffff}]/u.test(value);
      expect([value, refusalOf('dotenv', value) !== undefined]).toEqual([value, hostile]);
    }
    expect(() => fileLines('dotenv', { ...plain, variables: [] })).toThrow('without a version');
  });
});

describe('gv env --format vscode', () => {
  it.each(TEXTS)('is JSON: %j', (value) => {
    const lines = linesOf('vscode', value);
    if (lines === undefined) return expect(value).toContain('${');
    const { first, variables } = environmentOf(value);
    const settings = {
      'go.alternateTools': { go: join(first[0] ?? '', 'go') },
      'go.toolsEnvVars': Object.fromEntries(variables),
    };
    expect(JSON.parse(lines.join('\n'))).toEqual(settings);
    const commented = `// mine\n{ "a": [1, /* , } */ 2,],\n${lines.slice(1, -1).join('\n')}, // "\n}\n`;
    expect(parseCommentedJson(commented)).toEqual({ a: [1, 2], ...settings });
  });
});

it('every format is tested here', () => {
  expect(FORMATS.map(({ name }) => name).toSorted()).toEqual([
    'cron',
    'docker',
    'dotenv',
    'environment.d',
    'profile',
    'systemd',
    'vscode',
  ]);
});
