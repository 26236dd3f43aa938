import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface TestAuthority {
  /** PEM file of the authority: what SSL_CERT_FILE is set to. */
  readonly certificateFile: string;
  /** Issues a certificate for names and addresses, e.g. `DNS:releases.test`, `IP:127.0.0.1`. */
  issue(...names: readonly string[]): Promise<{ readonly key: string; readonly cert: string }>;
}

const run = promisify(execFile);
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

/** Makes a certificate authority with the openssl command in `folder`. */
export async function makeAuthority(folder: string, name = 'gv test authority'): Promise<TestAuthority> {
  const at = (file: string): string => join(folder, file);
  const [key, certificate] = [at('ca.key'), at('ca.pem')];
  await run('openssl', ['req', '-x509', ...EC, '-keyout', key, '-out', certificate, '-subj', `/CN=${name}`]);
  let issued = 0;
  return {
    certificateFile: certificate,
    issue: async (...names) => {
      issued += 1;
      const [leafKey, request, leaf] = [at(`${issued}.key`), at(`${issued}.csr`), at(`${issued}.pem`)];
      await run('openssl', [
        'req',
        ...EC,
        '-keyout',
        leafKey,
        '-out',
        request,
        '-subj',
        '/CN=gv test server',
      ]);
      await writeFile(at(`${issued}.ext`), `subjectAltName=${names.join(',')}\n`);
      const by = ['-CA', certificate, '-CAkey', key, '-CAcreateserial', '-days', '2'];
      await run('openssl', [
        'x509',
        '-req',
        '-in',
        request,
        ...by,
        '-extfile',
        at(`${issued}.ext`),
        '-out',
        leaf,
      ]);
      return { key: await readFile(leafKey, 'utf8'), cert: await readFile(leaf, 'utf8') };
    },
  };
}
