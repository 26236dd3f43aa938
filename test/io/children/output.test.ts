import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptText } from '../../../src/io/children/kept-output.ts';
import { nursery, type Nursery, runs } from '../../support/children.ts';
import { failureOf } from '../../support/failure.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { lacking } from '../../support/shells.ts';

const MIB = 1024 * 1024;
const exited = (code: number): unknown => ({ kind: 'exited', code });

let box: Nursery;
beforeEach(() => {
  box = nursery();
});
afterEach(() => box[Symbol.dispose]());

describe('much output', () => {
  it('keeps 64 KiB of the beginning and 256 KiB of the end, exactly', async () => {
    const { stdout } = await box.sh('seq 1 3000000');
    const all = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => `${index + 1}\n`).join(''));
    expect(stdout.bytes).toBe(all.length);
    expect(stdout.head.equals(all.subarray(0, 64 * 1024))).toBe(true);
    expect(stdout.tail.equals(all.subarray(-256 * 1024))).toBe(true);
    expect(keptText(stdout)).toContain(`\n… ${all.length - 320 * 1024} bytes left out\n`);
  });

  it('of 100 MB without a line end comes to a file up to 64 MiB, which says what it lacks', async () => {
    const file = join(box.folder, 'all');
    const { end, stdout } = await box.sh('head -c 100000000 /dev/zero; head -c 10 /dev/zero >&2', { file });
    expect([end, stdout.bytes, stdout.tail.length]).toEqual([exited(0), 100_000_000, 256 * 1024]);
    const text = `\n… ${100_000_010 - 64 * MIB} bytes left out\n`;
    expect(statSync(file).size).toBe(64 * MIB + Buffer.byteLength(text));
    expect(
      readFileSync(file)
        .subarray(64 * MIB)
        .toString(),
    ).toBe(text);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('reaches a slow reader whole and in order, and meanwhile the child waits', async () => {
    const parts: Buffer[] = [];
    const progress: number[] = [];
    let open = 0;
    const onOutput = async (_: string, part: Buffer): Promise<void> => {
      open += 1;
      expect(open).toBe(1);
      // Time in which a child that need not wait would print everything.
      if (parts.length === 0) await box.sh('sleep 1');
      progress.push(readFileSync(join(box.folder, 'progress'), 'utf8').length);
      parts.push(part);
      open -= 1;
    };
    const script =
      'i=0; while [ $i -lt 200 ]; do i=$((i+1)); head -c 65536 /dev/zero | tr "\\0" x; echo "$i"; printf . >>progress; done';
    expect((await box.sh(script, { onOutput })).end).toEqual(exited(0));
    const x = 'x'.repeat(65_536);
    const all = Array.from({ length: 200 }, (_, index) => `${x}${index + 1}\n`).join('');
    expect(Buffer.concat(parts).toString() === all).toBe(true);
    // The pipe, Node's buffer and two parts lie between a child and its reader.
    expect(progress[0]).toBeLessThan(16);
  });
});

describe('the reader of a child', () => {
  it('gets a line of a child that goes on, and the last bytes without a line end', async () => {
    const parts: string[] = [];
    const onOutput = (name: string, part: Buffer): void => {
      parts.push(`${name}: ${part.toString()}`);
      if (parts.length === 1) writeFileSync(join(box.folder, 'go-on'), '');
    };
    const script = 'echo first; while ! [ -e go-on ]; do sleep 0.02; done; printf last >&2';
    expect((await box.sh(script, { onOutput })).end).toEqual(exited(0));
    expect(parts).toEqual(['stdout: first\n', 'stderr: last']);
  });

  it('ends the child when it fails, and its failure comes through', async () => {
    const onOutput = (): Promise<void> => Promise.reject(new Error('of the reader'));
    await expect(box.sh('echo $$ >child; exec yes', { onOutput })).rejects.toThrow('of the reader');
    expect(runs(box.pidIn('child'))).toBe(false);
  });

  it('writes into no file that is there already', async () => {
    const there = join(box.folder, 'there');
    writeFileSync(there, 'mine');
    const failure = await failureOf(box.sh('touch started', { file: there }));
    expect([failure.code, readFileSync(there, 'utf8')]).toEqual(['disk', 'mine']);
    expect((await box.sh('test -e started')).end).toEqual(exited(1));
  });

  it.skipIf(lacking(NO_MOUNT))('ends the child when the disk is full', async () => {
    const disk = join(box.folder, 'disk');
    mkdirSync(disk);
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    const failure = await failureOf(box.sh('echo $$ >child; exec yes', { file: join(disk, 'all') }));
    expect([failure.code, runs(box.pidIn('child'))]).toEqual(['disk-full', false]);
  });
});
