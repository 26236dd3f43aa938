import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../../src/core/version.ts';
import { checkContent, readVersionFile, type Content } from '../../../src/trust/content.ts';
import { codeOf } from '../../support/code-of.ts';

describe('the VERSION file', () => {
  it.each([
    ['go1.19.8', { name: '1.19.8' }],
    ['go1.4\n', { name: '1.4' }],
    ['go1.27rc2\n', { name: '1.27rc2' }],
    ['go1.27.0\ntime 2026-08-18T21:24:23Z\n', { name: '1.27.0', time: new Date('2026-08-18T21:24:23Z') }],
    ['go1.27.0\ntime 2026-08-18T21:24:23Z', { name: '1.27.0', time: new Date('2026-08-18T21:24:23Z') }],
  ])('%j is read', (text, expected) => {
    expect(readVersionFile(text)).toEqual(expected);
  });

  it.each([
    '',
    '\n',
    '1.22.5\n',
    'go\n',
    'devel go1.23-abcdef Mon Jan 1\n',
    'go1.22.5 X:nocoverageredesign\n',
    'go1.22.5\r\n',
    ' go1.22.5\n',
    'go1.22.5\n\n',
    'go1.22.5\ntime\n',
    'go1.22.5\ntime yesterday\n',
    'go1.22.5\ntime 2024-13-45T00:00:00Z\n',
    'go1.22.5\ntime 2024-07-02T18:00:00Z\nmore\n',
    `go1.${'9'.repeat(100)}\n`,
    'go1.22.5\u001b[31m\n',
  ])('%j is content-wrong', async (text) => {
    expect(await codeOf(() => readVersionFile(text))).toBe('content-wrong');
  });
});

describe('the content of an archive', () => {
  const linux = { os: 'linux', arch: 'amd64' };

  function verdict(text: string, content: Partial<Content>): Promise<string> {
    const version = parseVersion(text);
    if (version === undefined) throw new RangeError(text);
    const defaults = { platform: linux, versionFile: { name: '1.22.5' }, toolDirectories: ['linux_amd64'] };
    return codeOf(() => checkContent({ version, ...defaults, ...content }));
  }

  it('is right', async () => {
    expect(await verdict('1.22.5', {})).toBe('ok');
    expect(await verdict('1.20.0', { versionFile: { name: '1.20' } })).toBe('ok');
    expect(await verdict('1.22.5', { toolDirectories: ['darwin_arm64', 'linux_amd64'] })).toBe('ok');
    expect(await verdict('1.22.5', { platform: 'source', toolDirectories: [] })).toBe('ok');
  });

  it('is another release, older or newer, signed as it may be', async () => {
    expect(await verdict('1.27.0', { versionFile: { name: '1.19.8' } })).toBe('content-wrong');
    expect(await verdict('1.22.4', {})).toBe('content-wrong');
    expect(await verdict('1.22rc5', {})).toBe('content-wrong');
    expect(await verdict('1.22.6', { platform: 'source', toolDirectories: [] })).toBe('content-wrong');
  });

  it('is for another platform, or has no tools', async () => {
    expect(await verdict('1.22.5', { toolDirectories: ['linux_arm64'] })).toBe('content-wrong');
    expect(await verdict('1.22.5', { toolDirectories: ['linux_amd64_race'] })).toBe('content-wrong');
    expect(await verdict('1.22.5', { toolDirectories: [] })).toBe('content-wrong');
  });
});
