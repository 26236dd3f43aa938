import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnishedRoot } from '../support/shell-root.ts';
import { lacking, whereIs } from '../support/shells.ts';

const [strace, dash] = [whereIs('strace'), whereIs('dash')];
const traces = strace !== undefined && dash !== undefined && spawnSync(strace, ['true']).status === 0;
const missing = traces ? undefined : 'strace cannot trace dash here, so reads are not counted';

const LIST = `require (\n${'\texample.test/some/module v1.2.3 // indirect\n'.repeat(230)})\n`;
const SETTINGS = 'GOPROXY=https://proxy.test\nGOFLAGS=-mod=mod\n';

/** dash reads a byte a system call, so a go.mod must not be read beyond the lines that matter. */
describe.skipIf(lacking(missing))('the reads of dash before go, in a module of 10 KB', () => {
  it.each([
    ['a go line that is met', 'module example.test/x\n\ngo 1.20\n\n', '1.22.5', 300],
    ['a go line above the default', 'module example.test/x\n\ngo 1.24\n\n', '1.24.9', 300],
    ['both lines', 'module example.test/x\n\ngo 1.20\n\ntoolchain go1.24.1\n\n', '1.24.9', 300],
  ])('%s', (_title, head, version, most) => {
    using made = furnishedRoot();
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
    made.write('go.mod', `${head}${LIST}`);
    made.write('../home/.config/go/env', SETTINGS);
    const log = join(made.home, 'log');
    const args = ['-e', 'trace=read', '-o', log, dash ?? '', join(made.root, 'shims', 'go')];
    const env = { HOME: made.home, PATH: '/usr/bin:/bin', PWD: made.project };
    const ran = spawnSync(strace ?? '', args, { cwd: made.project, env, encoding: 'utf8' });
    expect(ran.stdout).toContain(`go${version} `);
    const reads = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('read('));
    expect(reads.length).toBeGreaterThan(head.length);
    expect(reads.length).toBeLessThanOrEqual(most);
  });
});
