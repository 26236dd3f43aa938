import { describe, expect, it } from 'vitest';
import { envTarget, type EnvTargetOptions, FORMAT_NAMES } from '../../../../src/core/shells/env-target.ts';
import { FORMATS, formatNamed } from '../../../../src/core/shells/formats.ts';
import { codeOf } from '../../../support/code-of.ts';

const target = (options: Partial<EnvTargetOptions>): ReturnType<typeof envTarget> =>
  envTarget({
    format: undefined,
    shell: undefined,
    github: false,
    write: undefined,
    check: undefined,
    ...options,
  });

describe('the target of gv env', () => {
  it('is the shell sh without a word, and the same by the older spellings as by --format', () => {
    expect(target({})).toEqual({ kind: 'shell', shell: 'sh' });
    expect(target({ shell: 'fish' })).toEqual(target({ format: 'fish' }));
    expect(target({ github: true })).toEqual(target({ format: 'github' }));
    expect(target({ format: 'json' })).toEqual({ kind: 'json' });
  });

  it('is one for every name that is told', () => {
    for (const name of FORMAT_NAMES) expect([name, target({ format: name }).kind]).not.toContain(undefined);
    expect(formatNamed('gitlab')?.name).toBe('dotenv');
    expect(formatNamed('crontab')?.name).toBe('cron');
    expect(formatNamed('csh')).toBeUndefined();
  });

  it('is a file with --write and --check, for formats that are files', () => {
    for (const format of FORMATS) {
      expect(target({ format: format.name, write: 'f' })).toEqual({ kind: 'write', format, file: 'f' });
      expect(target({ format: format.name, check: 'f' })).toEqual({ kind: 'check', format, file: 'f' });
    }
  });

  it.each<Partial<EnvTargetOptions>>([
    { format: 'csh' },
    { shell: 'csh' },
    { shell: 'docker' },
    { format: 'docker', shell: 'sh' },
    { format: 'docker', github: true },
    { format: 'docker', write: 'f', check: 'f' },
    { write: 'f' },
    { format: 'json', check: 'f' },
    { github: true, write: 'f' },
  ])('is refused for %j', async (options) => {
    expect(await codeOf(() => target(options))).toBe('usage');
  });
});
