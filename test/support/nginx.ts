import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, startDaemon } from './daemon.ts';

export interface NginxOptions {
  /** An empty directory; what is put into its `www` is served. */
  readonly folder: string;
  readonly tls: { readonly key: string; readonly cert: string };
  /** Lines of an htpasswd file: nobody else is let in; everybody is without it. */
  readonly users?: string;
}

export interface Nginx extends AsyncDisposable {
  /** `127.0.0.1:41234` */
  readonly host: string;
  readonly url: string;
  /** Lines `STATUS PATH` of what was asked. */
  log(): Promise<readonly string[]>;
}

/** An nginx of the test's own, with TLS and where asked for basic authentication, on 127.0.0.1. */
export async function startNginx({ folder, tls, users }: NginxOptions): Promise<Nginx> {
  const at = (name: string): string => join(folder, name);
  await mkdir(at('www'), { recursive: true });
  const port = await freePort();
  await writeFile(at('users'), users ?? '');
  await writeFile(at('server.key'), tls.key, { mode: 0o600 });
  await writeFile(at('server.pem'), tls.cert);
  await writeFile(at('nginx.conf'), configuration(at, { port, isGuarded: users !== undefined }));
  const daemon = await startDaemon(['nginx', '-e', at('error.log'), '-c', at('nginx.conf')], port);
  return {
    host: `127.0.0.1:${port}`,
    url: `https://127.0.0.1:${port}`,
    log: async () => (await readFile(at('access.log'), 'utf8')).trimEnd().split('\n'),
    [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose](),
  };
}

interface Settings {
  readonly port: number;
  readonly isGuarded: boolean;
}

function configuration(at: (name: string) => string, { port, isGuarded }: Settings): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
pid ${at('nginx.pid')};
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 64; }
http {
  log_format asked '$status $uri';
  access_log ${at('access.log')} asked;
  ${temporary.map((name) => `${name}_temp_path ${at(name)};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${at('server.pem')};
    ssl_certificate_key ${at('server.key')};
    ${isGuarded ? `auth_basic "modules"; auth_basic_user_file ${at('users')};` : ''}
    absolute_redirect off;
    root ${at('www')};
  }
}
`;
}
