import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnectProxy } from './connect-proxy.ts';
import { indexText, servedFile, type GivenRelease } from './release-files.ts';
import type { Mode } from './release-modes.ts';
import { startReleaseServer, type ReleaseServer } from './release-server.ts';
import type { TestSigner } from './release-signing.ts';
import { makeAuthority } from './release-tls.ts';

/** Stand-ins for the official hosts, under their own names and over TLS that the environment below trusts. */
export interface OfficialHosts extends AsyncDisposable {
  readonly goDev: ReleaseServer;
  /** golang.google.cn, which is asked only where go.dev is down. */
  readonly china: ReleaseServer;
  /** Leads a gv there: a proxy for both names, and the authority of their certificates. */
  readonly env: Readonly<Record<string, string>>;
  /** Hosts that cannot be reached from now on. */
  takeDown(...hosts: readonly ('go.dev' | 'golang.google.cn')[]): void;
}

export interface OfficialHostsOptions {
  readonly releases: readonly GivenRelease[];
  readonly signer?: TestSigner;
}

export async function startOfficialHosts({ releases, signer }: OfficialHostsOptions): Promise<OfficialHosts> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-hosts-'));
  const authority = await makeAuthority(folder);
  const tls = await authority.issue('DNS:go.dev', 'DNS:golang.google.cn');
  const options = { releases, tls, ...(signer === undefined ? {} : { signer }) };
  const goDev = await startReleaseServer(options);
  const china = await startReleaseServer(options);
  const ports = new Map([
    ['go.dev:443', goDev.port],
    ['golang.google.cn:443', china.port],
  ]);
  const proxy = await startConnectProxy({ target: (host) => ports.get(host) });
  return {
    goDev,
    china,
    env: { GV_DL_URL: '', HTTPS_PROXY: proxy.url, SSL_CERT_FILE: authority.certificateFile },
    takeDown: (...hosts) => {
      for (const host of hosts) ports.delete(`${host}:443`);
    },
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await goDev.close();
      await china.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An index of these releases alone, as a server may give it in the place of its own. */
export async function indexOf(releases: readonly GivenRelease[]): Promise<Mode> {
  const served = await Promise.all(
    releases.map(async ({ version, files }) => ({
      version,
      files: await Promise.all(files.map((file) => servedFile(file))),
    })),
  );
  return { kind: 'instead', bytes: Buffer.from(indexText(served, 'true')), type: 'application/json' };
}
