import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Values = Readonly<Record<string, string>>;

/** Runs the generator that the user's manager runs over ~/.config/environment.d, and reads its output: NAME="VALUE" with C escapes. */
export function userEnvironment(generator: string, env: Values): Values {
  const { stdout, stderr, status } = spawnSync(generator, { env, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`the generator ended with ${status}: ${stderr}`);
  return Object.fromEntries(
    stdout.split('\n').flatMap((line) => {
      const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, unescaped(value.replace(/^\$?(["'])(.*)\1$/, '$2'))]];
    }),
  );
}

const ESCAPES: Values = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replaceAll(/\\(x[0-9a-f]{2}|[0-7]{3}|[\s\S])/g, (_, code: string) => {
    if (/^x../.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return ESCAPES[code] ?? code;
  });
}

/**
 * Lets systemd load units with these texts and gives the environment of each. Its manager, run with --test, prints what it read
 * and starts nothing; as a user's manager it does not run as root.
 */
export function unitEnvironment(
  manager: string,
  directory: string,
  texts: readonly string[],
): readonly Values[] {
  const [units, runtime] = [join(directory, 'units'), join(directory, 'runtime')];
  mkdirSync(units);
  mkdirSync(runtime);
  chmodSync(runtime, 0o777);
  const names = texts.map((_, index) => `gv-test-${index}.service`);
  texts.forEach((text, index) => writeFileSync(join(units, names[index] ?? ''), text));
  writeFileSync(join(units, 'gv-test.target'), `[Unit]\nWants=${names.join(' ')}\n`);
  const command = [manager, '--test', '--user', '--unit=gv-test.target', '--log-target=console'];
  const drop = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : [];
  const [program = '', ...args] = [...drop, ...command];
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: directory,
    XDG_RUNTIME_DIR: runtime,
    SYSTEMD_UNIT_PATH: `${units}:`,
  };
  const { stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return names.map((name) => {
    const [, dump] = `${stdout}${stderr}`.split(`-> Unit ${name}:\n`);
    if (dump === undefined) throw new Error(`systemd printed no ${name}: ${stderr.slice(-1000)}`);
    const own = dump.split('\n-> Unit ')[0]?.split('\n\t-> Unit ')[0] ?? '';
    return Object.fromEntries(
      [...own.matchAll(/^\s*Environment: (\w+)=(.*)$/gm)].map(
        ([, key = '', value = '']) => [key, value] as const,
      ),
    );
  });
}
