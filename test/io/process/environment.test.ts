import { describe, expect, it } from 'vitest';
import { absolutePath, personEnvironment } from '../../../src/io/process/environment.ts';

describe('what a program of the person gets', () => {
  it('is the environment before the launcher took variables out', () => {
    const env = { HOME: '/home/me', __GV_KEPT_NODE_OPTIONS: '--use-openssl-ca', __GV_KEPT_OPENSSL_CONF: '' };
    expect(personEnvironment(env)).toEqual({
      HOME: '/home/me',
      NODE_OPTIONS: '--use-openssl-ca',
      OPENSSL_CONF: '',
    });
  });
});

describe('PATH for programs that gv starts', () => {
  it.each([
    ['.:/usr/bin::bin:/bin:', '/usr/bin:/bin'],
    ['.', ''],
    [undefined, ''],
  ])('%j becomes %j', (PATH, wanted) => {
    expect(absolutePath({ PATH })).toBe(wanted);
  });
});
