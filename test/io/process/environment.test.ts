import { describe, expect, it } from 'vitest';
import { personEnvironment } from '../../../src/io/process/environment.ts';

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
