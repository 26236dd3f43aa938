import { expect, it } from 'vitest';
import { machineText } from '../../../../src/report/machine/machine-text.ts';
import { SOUND } from '../../../support/machine-report.ts';

const CONTEXT = { page: { width: undefined }, home: '/home/you' };
const UNMEASURED = { createPerS: null, statPerS: null, fsyncMs: null, exec: null, files: 0 };
const ESCAPE = '\u{1b}[2J\u{202e}';

it('shows the places of one filesystem below each other, and what Go takes of the limits', () => {
  const cpus = { ...SOUND.cpus, quota: 2.5, goTakes: 3, periods: 100, throttledPeriods: 41 };
  const lines = machineText({ ...SOUND, cpus }, CONTEXT).split('\n');
  expect(lines.slice(1, 3)).toEqual([
    '  GOMODCACHE  ~/go/pkg/mod                       ext4        10400/s  116000/s  5.3 ms  72.0 GB  yes',
    '  GOCACHE     ~/.cache/go-build (not there yet)  the same',
  ]);
  expect(lines).toContain('limits    here                 go 1.27.4 takes  a program of this module takes');
  expect(lines).toContain('  CPUs    2.5 of 8             GOMAXPROCS 3     GOMAXPROCS 8 (its go line: 1.22)');
  expect(lines.join('\n')).toContain('41 % of all periods since this group began');
});

it('says that a machine is busy before its figures', () => {
  const text = machineText({ ...SOUND, pressure: { cpu: 98, io: 0, memory: 0 } }, CONTEXT);
  expect(text).toMatch(/^this machine is busy \(cpu pressure 98 %\): times are upper bounds\n/);
});

it('shows unknown figures as such, on a system that tells nothing', () => {
  const [place] = SOUND.places;
  const limits = {
    ...SOUND.limits,
    nofileHard: null,
    inotifyWatches: { used: null, max: null },
    inotifyInstances: { used: null, max: null },
    swappiness: null,
  };
  const cpus = { ...SOUND.cpus, online: null, go: null, goTakes: null, programsTake: null };
  const places =
    place === undefined ? [] : [{ ...place, type: null, ...UNMEASURED, why: '--no-probe', freeBytes: null }];
  const text = machineText({ ...SOUND, places, limits, cpus, swapInPerS: null }, CONTEXT);
  expect(text).toContain('unknown     -       -     -      unknown  -');
  expect(text).toContain('open files  unknown');
  expect(text).toContain('no module here');
});

it('shows hidden characters of paths, sources and control groups as letters', () => {
  const [place] = SOUND.places;
  const at = [{ name: 'asked', path: `/a/${ESCAPE}`, exists: true }];
  const places =
    place === undefined ? [] : [{ ...place, at, type: 'nfs4', network: true, source: `nas:/${ESCAPE}` }];
  const tighterAncestor = { directory: `/sys/${ESCAPE}`, quota: 1 };
  const memory = { ...SOUND.memory, goMemLimit: ESCAPE };
  const cpus = { ...SOUND.cpus, tighterAncestor, goLine: ESCAPE };
  const text = machineText({ ...SOUND, places, cpus, memory }, CONTEXT);
  expect(text.match(/\\u\{1b\}/g)).toHaveLength(6);
  expect(text.replaceAll('\n', '')).toMatch(/^[\u{20}-\u{7e}]+$/u);
});
