import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHttp, type GetOptions } from '../../../src/io/http/http.ts';
import { startConnectProxy } from '../../support/connect-proxy.ts';
import { failureOf } from '../../support/failure.ts';
import { QUICK } from '../../support/release-limits.ts';
import { sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { makeAuthority } from '../../support/release-tls.ts';
import { testWorld } from '../../support/test-world.ts';

const EVIDENCE: GetOptions = { purpose: 'evidence', maxBytes: 1_000_000 };

describe('TLS', () => {
  it('trusts the authorities of SSL_CERT_FILE, of SSL_CERT_DIR, and no stranger', async () => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    const tls = await authority.issue('IP:127.0.0.1');
    await using server = await startReleaseServer({ releases: [sampleRelease()], tls });
    const directory = join(folder.folder, 'certs');
    await mkdir(directory);

    for (const env of [
      {},
      { SSL_CERT_DIR: directory },
      { SSL_CERT_FILE: join(folder.folder, 'missing.pem') },
    ]) {
      await using world = await testWorld({ env });
      const http = openHttp(world, QUICK);
      const failure = await failureOf(http.get(`${server.base}/`, EVIDENCE));
      expect(failure.code).toBe('network');
      expect(failure.message).toContain('certificate');
      expect(failure.message).not.toContain('Node');
      expect(failure.hint).toContain('SSL_CERT_FILE');
      if ('SSL_CERT_FILE' in env)
        expect(failure.hint).toContain(`SSL_CERT_FILE names ${env.SSL_CERT_FILE}, which cannot be read`);
      await http.close();
    }
    expect(server.requests).toHaveLength(0);

    const trusting = [
      { SSL_CERT_FILE: authority.certificateFile },
      { SSL_CERT_DIR: `/nowhere:${directory}` },
    ];
    for (const env of trusting) {
      if ('SSL_CERT_DIR' in env) await rename(authority.certificateFile, join(directory, 'company.pem'));
      await using world = await testWorld({ env });
      const http = openHttp(world, QUICK);
      const answer = await http.get(`${server.base}/`, EVIDENCE);
      expect(answer.status).toBe(200);
      await answer.discard();
      await http.close();
    }
  });

  it('NODE_TLS_REJECT_UNAUTHORIZED=0 does not make a stranger trusted, directly or through a proxy', async () => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    const tls = await authority.issue('IP:127.0.0.1');
    await using server = await startReleaseServer({ releases: [sampleRelease()], tls });
    await using proxy = await startConnectProxy({ target: Number(new URL(server.base).port) });
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      for (const [url, HTTPS_PROXY] of [
        [server.base, ''],
        ['https://go.example', proxy.url],
        ['https://go.example', new URL(server.base).origin],
      ] as const) {
        await using world = await testWorld({ env: { HTTPS_PROXY } });
        const http = openHttp(world, QUICK);
        const failure = await failureOf(http.get(`${url}/`, EVIDENCE));
        expect(failure.message, HTTPS_PROXY).toContain('certificate');
        await http.close();
      }
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    expect(server.requests).toHaveLength(0);
  });

  it('reads a certificate file with other text and broken blocks around', async () => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    const tls = await authority.issue('IP:127.0.0.1');
    await using server = await startReleaseServer({ releases: [sampleRelease()], tls });
    const good = await readFile(authority.certificateFile, 'utf8');
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const file = join(folder.folder, 'bundle.pem');
    await writeFile(file, `# Subject: somebody\n${broken}${good}\n# end\n`);
    await using world = await testWorld({ env: { SSL_CERT_FILE: file } });
    const http = openHttp(world, QUICK);
    expect((await http.get(`${server.base}/`, EVIDENCE)).status).toBe(200);
    await http.close();
  });

  it('refuses a certificate of another name', async () => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    const tls = await authority.issue('DNS:elsewhere.test');
    await using server = await startReleaseServer({ tls });
    await using world = await testWorld({ env: { SSL_CERT_FILE: authority.certificateFile } });
    const http = openHttp(world, QUICK);
    const failure = await failureOf(http.get(`${server.base}/`, EVIDENCE));
    expect(failure.code).toBe('network');
    expect(failure.message).toContain('not trusted');
    await http.close();
  });

  it('does not step down: a redirect from https to http is refused, for bytes too', async () => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    const tls = await authority.issue('IP:127.0.0.1');
    await using plain = await startReleaseServer({ releases: [sampleRelease()] });
    await using server = await startReleaseServer({ tls });
    server.set('*', { kind: 'redirect', to: `${plain.base}/` });
    await using world = await testWorld({ env: { SSL_CERT_FILE: authority.certificateFile } });
    const http = openHttp(world, QUICK);
    for (const purpose of ['evidence', 'bytes'] as const) {
      const failure = await failureOf(http.get(`${server.base}/`, { ...EVIDENCE, purpose }));
      expect(failure.code).toBe('bad-redirect');
      expect(failure.message).toContain('https to plain http');
    }
    expect(plain.requests).toHaveLength(0);
    await http.close();
  });
});
