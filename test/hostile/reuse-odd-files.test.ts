import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installReusing } from '../support/install-reusing.ts';
import { COMMON, proxyWithRanges, wholesAsked } from '../support/reusing.ts';

/** The installed toolchain with every kind of entry that another account could leave in it. */
function spoil(goroot: string): void {
  const at = (path: string): string => join(goroot, path);
  const large = (index: number): string => at(`src/large/${String(index).padStart(2, '0')}.bin`);
  renameSync(large(2), join(goroot, 'aside'));
  symlinkSync(join(goroot, 'aside'), large(2));
  rmSync(large(3));
  execFileSync('mkfifo', [large(3)]);
  rmSync(large(4));
  symlinkSync('/dev/zero', large(4));
  truncateSync(large(6), 100);
  writeFileSync(large(7), Buffer.alloc(statSync(large(7)).size, 'x'));
  rmSync(large(8));
  renameSync(at('src/fmt'), at('src/was-fmt'));
  writeFileSync(at('src/fmt'), 'a file in the place of a directory');
}

/** Large files 2, 3, 4, 6, 7, 8, and src/fmt/print.go. */
const SPOILT = 7;

describe('an installed toolchain with links, FIFOs, and files of another size or content', () => {
  it('gives only what it has; the rest is fetched, and the tree is the proven one', async () => {
    await using proxy = await proxyWithRanges();
    const files: string[] = [];
    const ended = await installReusing({
      proxy,
      before: spoil,
      afterwards: ({ layout }) => {
        const tree = layout.toolchain('1.22.5');
        const entries = readdirSync(tree, { recursive: true, withFileTypes: true });
        files.push(...entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
        expect(entries.every((entry) => entry.isFile() || entry.isDirectory())).toBe(true);
      },
    });
    expect(ended).toMatchObject({ code: 'ok', said: [], receipt: { reused: { files: COMMON - SPOILT } } });
    expect(files).toContain('print.go');
    expect(wholesAsked(proxy)).toBe(0);
  });

  it('shares no file with the new one: what changes in one tree leaves the other as it is', async () => {
    await using proxy = await proxyWithRanges();
    const path = 'src/large/00.bin';
    let goroot = '';
    const ended = await installReusing({
      proxy,
      before: (base) => {
        goroot = base;
        chmodSync(join(base, path), 0o666);
      },
      afterwards: ({ layout }) => {
        const [old, fresh] = [join(goroot, path), join(layout.toolchain('1.22.5'), path)];
        expect(lstatSync(fresh)).toMatchObject({ nlink: 1, mode: 0o100644 });
        expect(lstatSync(fresh).ino).not.toBe(lstatSync(old).ino);
        const before = readFileSync(fresh);
        writeFileSync(old, 'changed');
        expect(readFileSync(fresh).equals(before)).toBe(true);
      },
    });
    expect(ended.receipt?.reused).toMatchObject({ release: '1.22.4', files: COMMON });
  });

  it('lies in the stage as anything unproven: of its owner alone, never executable', async () => {
    await using proxy = await proxyWithRanges();
    const modes = new Set<string>();
    await installReusing({
      proxy,
      // Not even where the installed file is executable, or open to everybody.
      before: (base) =>
        readdirSync(join(base, 'src/large')).forEach((name) =>
          chmodSync(join(base, 'src/large', name), 0o777),
        ),
      onEvent: ({ type }, { layout }) => {
        if (type !== 'downloaded') return;
        for (const entry of readdirSync(layout.staging, { recursive: true, withFileTypes: true })) {
          const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o7777;
          modes.add(`${entry.isDirectory() ? 'directory' : 'file'} ${mode.toString(8)}`);
        }
      },
    });
    expect([...modes].toSorted()).toEqual(['directory 700', 'file 644']);
  });
});
