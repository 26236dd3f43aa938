import { type Credentials, parseAuthOutput } from '../../core/go/credentials.ts';
import type { World } from '../../world.ts';
import { authFailure, runAuthProgram } from './auth-program.ts';

/** An address that refused, and its answer: the question to a GOAUTH command. */
export interface Refused {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Runs a GOAUTH command and reads the credentials it prints. For an address that refused, the address
 * is a further argument and the head of the answer stands on its standard input (go help goauth).
 * Fails as `runAuthProgram` does, and with `bad-config` when the command prints something else.
 */
export async function runAuthCommand(
  world: World,
  [program, ...args]: readonly [string, ...string[]],
  refused?: Refused,
): Promise<Credentials> {
  const words = [program, ...args, ...(refused === undefined ? [] : [refused.url.href])] as const;
  const input = refused === undefined ? '' : answerHead(refused);
  const running = { words, directory: world.cwd, env: world.env, input };
  const printed = await runAuthProgram(world, running);
  const credentials = parseAuthOutput(printed.toString('latin1'));
  if (credentials === undefined) throw authFailure(running, 'printed no credentials gv can read');
  return credentials;
}

function answerHead({ status, headers }: Refused): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return `HTTP/1.1 ${status}\n${lines.join('')}\n`;
}
