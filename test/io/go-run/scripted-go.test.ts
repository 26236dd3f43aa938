import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GoRunReport } from '../../../src/core/net/names-report.ts';
import { goRunPart } from '../../../src/jobs/names/go-run-part.ts';
import type { NetPart } from '../../../src/jobs/net/net-part.ts';
import { type ContextOptions, measuredContext, muteEntry } from '../../support/net-context.ts';
import { writeProgram } from '../../support/scripted-go.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

/** Runs a script in place of go. */
async function runScript(
  script: string,
  options: ContextOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<NetPart<GoRunReport>> {
  await using world = await testWorld();
  const goroot = join(world.folder, 'goroot');
  await mkdir(join(goroot, 'bin'), { recursive: true });
  await writeProgram(join(goroot, 'bin', 'go'), script);
  const run = runIn(world, {
    env: {
      PATH: '/usr/bin:/bin',
      TMPDIR: world.folder,
      GOENV: 'off',
      GOPROXY: 'https://goproxy.test',
      ...env,
    },
  });
  using context = measuredContext(run, { goroot, ...options });
  return await goRunPart(run, context);
}

const INFO = 'https://goproxy.test/gv.test/!sample/@v/v1.2.3.info';

describe('a program in place of go', () => {
  it('that works long without a request is bound by this machine, and told so', async () => {
    const { report, findings } = await runScript(`echo '# get ${INFO}: 200 OK (0.100s)' >&2; sleep 1.3`);
    expect(report).toMatchObject({ outcome: 'downloaded', requests: 1 });
    expect(findings).toMatchObject([{ code: 'local-bound', level: 'note', cost: { per: 'run' } }]);
  });

  it('that fails although an entry answers is a problem, with the words that show why', async () => {
    const { findings } = await runScript(`echo '# get ${INFO}: 200 OK (0.100s)' >&2; exit 1`, {
      entries: [{}],
    });
    expect(findings).toMatchObject([
      { code: 'go-run-fails', cure: expect.stringContaining('go mod download -x gv.test/Sample@v1.2.3') },
    ]);
    const unserved = await runScript('exit 1', { entries: [{ verdict: 'next' }] });
    expect(unserved.findings).toEqual([]);
  });

  it('that writes for ever is ended, and no more is kept than a bound', async () => {
    const { report } = await runScript(`yes '# get ${INFO}' >&2`);
    expect(report).toMatchObject({ outcome: 'cut-short', requests: 20_000, unanswered: 20_000 });
  });

  it('that writes a line without an end takes no memory for it', async () => {
    const { report } = await runScript(
      `head -c 1500000 /dev/zero >&2; echo >&2; echo '# get ${INFO}' >&2; exit 3`,
    );
    expect(report).toMatchObject({ outcome: 'failed', requests: 1, unanswered: 1 });
  });

  it.each([
    ['GOPROXY=https://goproxy.test,https://next.test', [muteEntry('tcp'), {}]],
    ['GOPROXY=https://goproxy.test', [muteEntry('tls')]],
    ['GOPROXY=https://goproxy.test|off', [muteEntry('first-byte'), {}]],
  ])('is not started where go would ask no one: %s', async (setting, entries) => {
    const env = { GOPROXY: setting.replace('GOPROXY=', '') };
    const part = await runScript('touch "$TMPDIR/started"', { entries }, env);
    expect(part).toEqual({ report: null, findings: [], skipped: 'no entry of GOPROXY answers' });
  });

  it('gets the entries that answer, with their credentials and signs', async () => {
    const env = { GOPROXY: 'https://a.test|https://user:secret@b.test/go,https://c.test|direct' };
    const script = `[ "$GOPROXY" = 'https://user:secret@b.test/go,direct' ] && echo '# get https://b.test/go/x' >&2`;
    const entries = [muteEntry('tcp'), {}, muteEntry('tls'), {}];
    const { report } = await runScript(script, { entries }, env);
    expect(report).toMatchObject({
      leftOut: [
        { entry: 'https://a.test', limitMs: 30_000 },
        { entry: 'https://c.test', limitMs: 10_000 },
      ],
      entries: [{ entry: 'https://b.test/go', requests: 1 }],
    });
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('that cannot be started is told, and so is a version that is not known', async () => {
    expect(await runScript('true', { goroot: '/nowhere' })).toMatchObject({
      report: null,
      skipped: '/nowhere/bin/go cannot be started',
    });
    expect(await runScript('true', { target: 'gv.test/Sample' })).toMatchObject({
      skipped: 'no version of gv.test/Sample is known',
    });
    expect(await runScript('true', {}, { GOPROXY: '/not an address' })).toMatchObject({
      skipped: 'GOPROXY has no entry that go can read',
    });
    expect(await runScript('true', { target: 'https://goproxy.test/x' })).toEqual({
      report: null,
      findings: [],
    });
  });
});
