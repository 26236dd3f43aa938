import { describe, expect, it } from 'vitest';
import { GO_LOG_KEY, parseVerifierKey } from '../../../../src/trust/log/verifier-key.ts';
import { codeOf } from '../../../support/code-of.ts';
import { keyHash } from '../../../support/log-key.ts';

function keyText(name: string, encoded: Uint8Array): string {
  return `${name}+${keyHash(name, encoded)}+${Buffer.from(encoded).toString('base64')}`;
}

describe('a verifier key', () => {
  it("of Go's checksum database is read, with the hash that its notes name", () => {
    expect(parseVerifierKey(GO_LOG_KEY)).toMatchObject({ name: 'sum.golang.org', hash: '033de0ae' });
  });

  const ed25519 = Buffer.concat([Buffer.of(1), Buffer.alloc(32, 9)]);
  it.each([
    ['nothing', ''],
    ['a name alone', 'sum.golang.org'],
    ['no key', 'sum.golang.org+033de0ae'],
    ['another name', GO_LOG_KEY.replace('sum', 'evil')],
    ['another hash', GO_LOG_KEY.replace('033de0ae', '033de0af')],
    ['a hash in capitals', GO_LOG_KEY.replace('033de0ae', '033DE0AE')],
    ['a changed key', GO_LOG_KEY.replace('Ac4z', 'Ac5z')],
    ['base64 with its padding bits set', `${GO_LOG_KEY.slice(0, -1)}9`],
    ['a line feed behind it', `${GO_LOG_KEY}\n`],
    ['a name with a blank', keyText('sum golang', ed25519)],
    ['a name with an escape character', keyText('sum\u001bgolang', ed25519)],
    ['an unknown algorithm', keyText('log.test', Buffer.concat([Buffer.of(2), ed25519.subarray(1)]))],
    ['a key that is too short', keyText('log.test', ed25519.subarray(0, 32))],
    ['a key that is too long', keyText('log.test', Buffer.concat([ed25519, Buffer.of(0)]))],
    ['a megabyte', `log.test+00000000+${'A'.repeat(1024 * 1024)}`],
  ])('is refused: %s', async (_, text) => {
    expect(await codeOf(() => parseVerifierKey(text))).toBe('bad-config');
  });
});
