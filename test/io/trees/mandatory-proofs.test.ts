import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emit } from '../../../src/core/events.ts';
import { writeConfig } from '../../../src/io/store/config-file.ts';
import { releaseProof } from '../../../src/jobs/installed/verify.ts';
import { verdictsText } from '../../../src/report/results/verify-text.ts';
import { installedWorld, toldBy } from '../../support/installed-world.ts';
import type { ModuleProxyServer } from '../../support/module-proxy.ts';
import { proxyWithRanges } from '../../support/reusing.ts';
import { runIn } from '../../support/test-world.ts';

let proxy: ModuleProxyServer;
beforeAll(async () => {
  proxy = await proxyWithRanges();
});
afterAll(() => proxy[Symbol.asyncDispose]());

describe('a mandatory proof that the receipt of an installed toolchain lacks', () => {
  it('is found by the config, and the proof of the database is added where that is all', async () => {
    await using world = await installedWorld({ proxy });
    await writeConfig(world.layout, 'require', 'digest,log');
    const { verdict, ...failure } = await toldBy(world);
    expect(failure).toEqual({ code: 'log-missing', hint: 'gv verify --upgrade-proofs 1.22.5' });
    expect(verdict).toMatchObject({ state: 'intact', lacking: ['log'] });
    expect(verdictsText(verdict === undefined ? [] : [verdict])).toContain(
      '\n  a mandatory proof is missing: log\n',
    );
    expect(await toldBy(world, { upgradeProofs: true })).toMatchObject({ code: 'ok' });
    expect(await toldBy(world)).toMatchObject({ code: 'ok', verdict: { lacking: [] } });
  });

  it('comes with a new install where it is another one, or where there is no receipt', async () => {
    await using world = await installedWorld({ proxy });
    await writeConfig(world.layout, 'require', 'signature,log');
    expect(await toldBy(world)).toMatchObject({
      code: 'signature-missing',
      hint: 'gv install --force 1.22.5',
      verdict: { lacking: ['signature', 'log'] },
    });
    expect(await toldBy(world, { upgradeProofs: true })).toMatchObject({
      code: 'signature-missing',
      verdict: { lacking: ['signature'] },
    });
    await writeConfig(world.layout, 'require', undefined);
    expect(await toldBy(world, { demanded: ['signature'] })).toMatchObject({
      hint: 'gv install --force --require signature 1.22.5',
    });
    await rm(world.layout.receipt('1.22.5'));
    expect(await toldBy(world, { demanded: ['log'] })).toMatchObject({
      code: 'log-missing',
      hint: 'gv install --force --require log 1.22.5',
    });
    expect(await toldBy(world)).toMatchObject({ code: 'ok' });
  });
});

describe('gv verify --proof', () => {
  it('names the release that it chose, and only then', async () => {
    await using world = await installedWorld({ proxy });
    const texts: string[] = [];
    const emit: Emit = (event) => void (event.type === 'notice' && texts.push(event.text));
    const run = runIn(world, { emit });
    expect((await releaseProof(run, '1.22.5')).version.label).toBe('1.22.5');
    expect(texts).toEqual([]);
    expect((await releaseProof(run, '1.22')).version.label).toBe('1.22.5');
    expect(texts).toEqual(['this is the proof of go 1.22.5']);
  });
});
