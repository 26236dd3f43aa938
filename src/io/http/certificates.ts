import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';

/** The places of Go on Unix: the first file that can be read, then every directory (go: crypto/x509/root_linux.go, root_bsd.go). */
const FILES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
];
const DIRECTORIES: readonly string[] = ['/etc/ssl/certs', '/etc/pki/tls/certs', '/usr/local/share/certs'];

/** Far above any bundle (0.3 MB in 2026): an endless file in SSL_CERT_FILE must not hang gv. */
const BUNDLE_BYTES = 16 * 1024 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The trust store for TLS, made once and shared by all connections, as parsing it costs milliseconds each time.
 * The store holds the roots that curl and Go trust: SSL_CERT_FILE replaces the system's file and SSL_CERT_DIR (colon-separated)
 * its directories, with Go's meaning; else the system store. The roots that Node carries count only where no other was found.
 */
export function trustStore(env: World['env'], platform: NodeJS.Platform = process.platform): SecureContext {
  return createSecureContext({ ca: [...trustedRoots(env, platform)] });
}

/** The roots of that store, as PEM. */
export function trustedRoots(
  env: World['env'],
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const found = systemRoots(env, platform);
  return found.length > 0 ? found : rootCertificates;
}

/** True for a root that Mozilla trusts: Node carries that list. `der` is the certificate as it came. */
export function isPublicRoot(der: Uint8Array): boolean {
  const wanted = Buffer.from(der).toString('base64');
  return rootCertificates.some((pem) => pem.replace(/-----[^-]+-----|\s/g, '') === wanted);
}

function systemRoots(env: World['env'], platform: NodeJS.Platform): readonly string[] {
  const [file, directories] = [env['SSL_CERT_FILE'] ?? '', env['SSL_CERT_DIR'] ?? ''];
  const native = platform === 'darwin' || platform === 'win32';
  if (native && file === '' && directories === '') return getCACertificates('system');
  const files = file === '' ? FILES : [file];
  const folders = directories === '' ? DIRECTORIES : directories.split(':').filter((name) => name !== '');
  const texts = [firstReadable(files), ...folders.flatMap((folder) => textsIn(folder))];
  return [...new Set(texts.flatMap((text) => text.match(CERTIFICATE) ?? []))];
}

function firstReadable(files: readonly string[]): string {
  for (const file of files) {
    const text = readBundle(file);
    if (text !== undefined) return text;
  }
  return '';
}

function textsIn(folder: string): readonly string[] {
  return namesIn(folder).flatMap((name) => readBundle(join(folder, name)) ?? []);
}

/** The names in a folder without the links that OpenSSL looks up by hash, which point at other files of the folder. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isSymbolicLink() || readlinkSync(join(folder, entry.name)).includes('/'))
      .map((entry) => entry.name);
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

/** Passes over a file that cannot be read, as Go does: fewer roots are trusted, never more. */
function readBundle(file: string): string | undefined {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= BUNDLE_BYTES ? readFileSync(file, 'latin1') : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

function isUnreadable(error: unknown): boolean {
  return isSystemError(
    error,
    'ENOENT',
    'ENOTDIR',
    'EACCES',
    'EPERM',
    'ELOOP',
    'ENAMETOOLONG',
    'EIO',
    'EISDIR',
  );
}
