import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whereIs } from './shells.ts';

const CRON = whereIs('cron');

/** Why cron cannot be run here with a crontab of its own; undefined where it can. */
export const NO_CRON = CRON === undefined ? 'cron is not installed' : privateMounts();

function privateMounts(): string | undefined {
  return spawnSync('unshare', ['-m', 'true']).status === 0
    ? undefined
    : 'cron reads its crontabs from one place, which cannot be mounted over here';
}

/** A cron that sees another /var/spool and another /run, and ends when its input does. */
const SCRIPT = `
set -e
mount -t tmpfs tmpfs /var/spool
mkdir -p /var/spool/cron/crontabs
mount -t tmpfs tmpfs /run
cp tab /var/spool/cron/crontabs/root
chmod 600 /var/spool/cron/crontabs/root
cron -f >/dev/null 2>&1 &
cat >/dev/null
kill $!
`;

/** Lets a real cron run a job below these lines of root's crontab, and gives the environment of the job. */
export async function crontabEnvironment(
  directory: string,
  lines: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const [out, done] = [join(directory, 'out'), join(directory, 'done')];
  for (const path of [out, done]) rmSync(path, { force: true });
  // The first field is for the moment in which cron starts.
  const job = `@reboot /usr/bin/env -0 >${out}; echo >${done}`;
  writeFileSync(join(directory, 'tab'), `${lines.join('\n')}\n${job}\n`);
  const child = spawn('unshare', ['-m', 'sh', '-c', SCRIPT], {
    cwd: directory,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  while (!existsSync(done) && child.exitCode === null)
    await once(process, 'nothing', { signal: AbortSignal.timeout(50) }).catch(() => undefined);
  child.stdin.end();
  await ended;
  return variablesIn(readFileSync(out, 'utf8'));
}

/** The variables that `env -0` printed. */
export function variablesIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split('\0')
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
