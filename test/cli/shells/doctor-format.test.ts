import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goEnv, healthy } from '../../support/checkup.ts';

describe('gv doctor --format', () => {
  it('github: annotations on stdout, the others in the summary; the exit is that of the levels', async () => {
    await using box = await healthy('1.24.9');
    const summary = join(box.home, 'summary');
    await writeFile(summary, 'before');
    const env = { ...(await goEnv(box, 'GO111MODULE=off\n')), GITHUB_STEP_SUMMARY: summary };
    const few = await box.gv(['doctor', '--format', 'github'], { env });
    const title = 'title=go111module-off';
    expect([few.code, few.stdout]).toEqual([
      1,
      expect.stringMatching(`^::error file=.*goenv,line=1,${title}::GO111`),
    ]);
    expect((await box.run(['cat', summary])).stdout).toBe('before');
    const bin = join(box.home, '.g', 'bin');
    await writeFile(join(box.home, '.bashrc'), `. ${box.root}/env\n${'alias go=x\n'.repeat(12)}`);
    const many = await box.gv(['doctor', 'env', '--format', 'github'], {
      env: { ...env, PATH: `${box.env['PATH'] ?? ''}:${bin}` },
    });
    expect(many.stdout.match(/^::error /gm)).toHaveLength(10);
    expect(many.stdout.match(/^::notice /gm)).toHaveLength(1);
    const text = (await box.run(['cat', summary])).stdout;
    expect(text).toMatch(/^before\n### gv doctor: 3 more\n/);
    expect(text.match(/^\| problem \|/gm)).toHaveLength(3);
  });

  it('gitlab and junit: one document on stdout; no other format, and none beside --json', async () => {
    await using box = await healthy('1.24.9');
    const env = await goEnv(box, 'GO111MODULE=off\n');
    const gitlab = await box.gv(['doctor', '--format', 'gitlab'], { env });
    expect([gitlab.code, JSON.parse(gitlab.stdout)]).toMatchObject([1, [{ check_name: 'go111module-off' }]]);
    const junit = await box.gv(['doctor', '--format', 'junit'], { env });
    expect(junit.stdout).toMatch(/^<\?xml .*\n<testsuites tests="10" failures="1">/);
    expect((await box.gv(['doctor', '--format', 'xml'])).code).toBe(2);
    expect((await box.gv(['doctor', '--format', 'junit', '--json'])).code).toBe(2);
  });
});
