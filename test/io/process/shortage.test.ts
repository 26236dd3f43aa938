import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { diskError } from '../../../src/io/disk/disk-error.ts';
import { networkError } from '../../../src/io/http/http-error.ts';
import { shortageOf } from '../../../src/io/process/shortage.ts';

const failing = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: said by the system`), { code, ...more });
const worker = (code: string): Error =>
  Object.assign(new Error(`Worker initialization failure: ${code}`), { code: 'ERR_WORKER_INIT_FAILED' });

describe('a limit of the system', () => {
  it.each([
    ['of open files', failing('EMFILE'), 'ulimit -n'],
    ['of a thread that cannot start', worker('EMFILE'), 'ulimit -n'],
    ['that fs.rm met', new Error('/x: , Unknown error: Too many open files'), 'ulimit -n'],
    ['of open files in all', failing('ENFILE'), 'no room for another open file'],
    ['of processes', failing('EAGAIN', { syscall: 'spawn git' }), 'ulimit -u'],
    ['of threads', worker('EAGAIN'), 'ulimit -u'],
    ['of memory', failing('ENOMEM'), 'not enough memory'],
  ])('%s is told as itself, also as a cause', (_, error, words) => {
    const outer = new GvError('network', 'not reached', {
      cause: new Error('fetch failed', { cause: error }),
    });
    for (const each of [error, outer])
      expect(shortageOf(each)).toMatchObject({
        code: 'disk',
        exit: 6,
        message: expect.stringContaining(words),
      });
  });

  it('is no other error, and none of a chain without an end', () => {
    const endless = new Error('round');
    endless.cause = endless;
    for (const error of [
      failing('EAGAIN', { syscall: 'read' }),
      failing('ENOENT'),
      endless,
      'EMFILE',
      undefined,
    ])
      expect(shortageOf(error)).toBeUndefined();
  });

  it('is no fault of the file or of the server that met it', () => {
    expect(diskError(failing('EMFILE'), '/a/file').message).toContain('ulimit -n');
    const failed = networkError(failing('EMFILE'), { url: new URL('https://example.test/') });
    expect(failed).toMatchObject({ code: 'disk', unreachable: false, transient: false });
  });

  it('on the size of a file is told with the word that shows it', () => {
    expect(diskError(failing('EFBIG'), '/a/file')).toMatchObject({
      code: 'disk',
      message: '/a/file would be larger than a file may be here (ulimit -f shows how large)',
    });
  });
});
