import type { Victim } from './sweep.ts';

/** The releases that the server of a sweep has. */
export const RELEASES = ['1.22.5', '1.22.4', '1.21.13'] as const;

const INSTALLED = [['install', '1.22.4', '1.21.13', '-q']];

/** Every command that changes what is installed or chosen. */
export const VICTIMS: Readonly<Record<string, Victim>> = {
  install: { args: ['install', '1.22.5', '-q'], before: INSTALLED, again: [0] },
  reinstall: { args: ['install', '--force', '1.22.4', '-q'], before: INSTALLED, again: [0] },
  replaced: {
    args: ['install', '--force', '1.22.4', '-q'],
    before: INSTALLED,
    again: [0],
    uninstalled: '1.22.4',
  },
  use: { args: ['use', '-g', '1.22.4'], before: [...INSTALLED, ['use', '-g', '1.21.13']], again: [0] },
  uninstall: { args: ['uninstall', '--force', '1.22.4'], before: INSTALLED, again: [0, 3] },
  prune: { args: ['prune', '--patches'], before: [['install', ...RELEASES, '-q']], again: [0] },
  // Pieces of a zip, and the rest copied from an installed patch of the line.
  reuse: { args: ['install', '1.22.5', '-q'], before: [], again: [0], source: 'module proxy' },
  upgrade: { args: ['upgrade', '--prune-old', '-q'], before: INSTALLED, again: [0] },
};
