import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../scripts/checkout.ts';
import { runGithubMatrix, runGitlabJobs } from '../../support/ci-emulator.ts';
import { blocks } from '../../support/markdown.ts';
import { type ReleaseServer, startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { type Ran, type Sandbox, sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const PAGE = readFileSync(inCheckout('docs', 'guides', 'several-versions.md'), 'utf8');
const [GITHUB = '', GITLAB = '', ...OTHERS] = blocks(PAGE, 'yaml');

let server: ReleaseServer;
let box: Sandbox;
/** A job's environment: gv is in ~/.gv. */
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  const signer = await newSigner();
  server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
  box = await sandbox({ server, signer });
  symlinkSync(box.root, join(box.home, '.gv'));
  writeFileSync(join(box.project, 'go.mod'), 'module example.com/shop\n\ngo 1.21\n');
  env = { PATH: `${join(box.root, 'bin')}:/usr/bin:/bin`, RUNNER_TEMP: join(box.home, 'temp') };
});
afterAll(async () => {
  await box[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const EACH = ['1.21.13', '1.22.5'].map((version) => `go version go${version} linux/amd64 (test)`);
const lastLines = (results: readonly (Ran | undefined)[]): readonly (string | undefined)[] =>
  results.map((ran) => ran?.stdout.split('\n').at(-2));
const failed = (results: readonly Ran[]): readonly Ran[] => results.filter(({ code }) => code !== 0);

describe('the printed matrix', () => {
  it('gives a job of GitHub to each version', async () => {
    const { first, cells } = await runGithubMatrix(box, GITHUB, env);
    expect(failed([...first, ...cells.flat()])).toEqual([]);
    expect(lastLines(cells.map((steps) => steps.at(-1)))).toEqual(EACH);
  });

  it('gives a job of GitLab to each version, in a second pipeline', async () => {
    const results = await runGitlabJobs(box, GITLAB, env);
    expect(failed(results)).toEqual([]);
    expect(lastLines(results.slice(1))).toEqual(EACH);
  });

  it('has no recipe that is not tried', () => {
    expect(OTHERS).toEqual([]);
  });
});
