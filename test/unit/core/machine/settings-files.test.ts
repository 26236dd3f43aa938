import { expect, it } from 'vitest';
import { settingsFiles } from '../../../../src/core/machine/settings-files.ts';
import { SOUND } from '../../../support/machine-report.ts';

it('asks for nothing on a sound machine', () => {
  expect(settingsFiles(SOUND, { maxprocs: undefined })).toEqual([]);
});

it('puts the value that is replaced above each line', () => {
  const limits = { ...SOUND.limits, nofileHard: 256, inotifyWatches: { used: 8000, max: 8192 } };
  const files = settingsFiles({ ...SOUND, limits }, { maxprocs: 3 });
  expect(files.map(({ name, text }) => [name, text.split('\n').slice(1)])).toEqual([
    ['99-go.conf', ['# fs.inotify.max_user_watches = 8192', 'fs.inotify.max_user_watches = 16384', '']],
    [
      'gv.conf',
      [
        '[Service]',
        '# LimitNOFILE=256',
        'LimitNOFILE=524288',
        '# GOMAXPROCS is not set, and Go takes 8',
        'Environment=GOMAXPROCS=3',
        '',
      ],
    ],
  ]);
});
