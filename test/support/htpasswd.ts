import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** One line of an htpasswd file, as nginx and squid read it. */
export async function passwordLine(user: string, password: string): Promise<string> {
  const { stdout } = await promisify(execFile)('openssl', ['passwd', '-apr1', password]);
  return `${user}:${stdout.trim()}\n`;
}
