import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { OFFICIAL, officialMissing, unpackOfficial } from '../support/official-toolchains.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { withMaterial } from '../support/unless.ts';

/** No network; a module that says which Go built it. */
const ENV = { GOPROXY: 'off', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
const FILES = {
  'go.mod': 'module example.test/which\n\ngo 1.21\n',
  'which.go':
    'package main\n\nimport (\n\t"fmt"\n\t"runtime"\n)\n\nfunc main() { fmt.Println(runtime.Version()) }\n',
};

describe('gv config set gobin-per-version on', () => {
  let box: Sandbox;
  beforeAll(async () => {
    if (officialMissing !== undefined) return;
    box = await sandbox();
    unpackOfficial(box.root, 'build');
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(box.project, name), text);
    expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
  }, 120_000);
  afterAll(async () => {
    if (officialMissing === undefined) await box[Symbol.asyncDispose]();
  });

  withMaterial(officialMissing)(
    'go install of each version leaves its programs apart, gv exec runs them, and GOROOT stays clean',
    async () => {
      expect(await box.gv(['config', 'set', 'gobin-per-version', 'on'])).toMatchObject({ code: 0 });
      for (const version of OFFICIAL) {
        const env = { ...ENV, GV_VERSION: version };
        expect(await box.run(['go', 'install', '.'], { env })).toMatchObject({ code: 0 });
        const gobin = join(box.root, 'gobin', version);
        expect((await box.run(['go', 'env', 'GOBIN'], { env })).stdout).toBe(`${gobin}\n`);
        expect((await box.run([join(gobin, 'which')])).stdout).toBe(`go${version}\n`);
        expect((await box.gv(['env', '--gobin', '--json', version])).stdout).toContain(`"${gobin}"`);
      }
      for (const version of OFFICIAL)
        expect((await box.gv(['exec', version, 'which'])).stdout).toBe(`go${version}\n`);
      const bins = await box.run(['sh', '-c', `ls ${box.root}/versions/*/bin`]);
      expect(bins.stdout).not.toContain('which');
      const findings = JSON.parse((await box.gv(['doctor', '--json'])).stdout) as unknown;
      expect(JSON.stringify(findings)).not.toMatch(/gobin/);
    },
  );

  withMaterial(officialMissing)('a GOBIN of one’s own comes first, and off puts all back', async () => {
    const own = join(box.home, 'own');
    const env = { ...ENV, GV_VERSION: '1.24.9' };
    expect(await box.run(['go', 'install', '.'], { env: { ...env, GOBIN: own } })).toMatchObject({ code: 0 });
    expect((await box.run([join(own, 'which')])).stdout).toBe('go1.24.9\n');
    expect(await box.gv(['config', 'set', 'gobin-per-version', 'off'])).toMatchObject({ code: 0 });
    expect((await box.run(['go', 'env', 'GOBIN'], { env })).stdout).toBe('\n');
  });
});
