import { mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, sourceLine } from '../support/hook-shells.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent } from '../support/shells.ts';

const present = isPresent('tmux');

describe.skipIf(!present).each(HOOK_SHELLS)('the hook of $name, in a real terminal', (shell) => {
  let made: ShellRoot;
  beforeEach(() => {
    made = furnishedRoot();
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
    made.write('new/.go-version', '1.27.0\n');
    made.write('old/.tool-versions', 'golang 1.20.3\n');
    made.write('module/go.mod', 'module x\n\ngo 1.24\n');
    made.write('missing/.go-version', '1.23.7\n');
  });
  afterEach(() => made[Symbol.dispose]());

  it('tells once what answers, and why, when it changed', async () => {
    using terminal = openHooked(made, shell);
    await terminal.shows(/0>$/);
    terminal.type('cd new; cd ../old');
    await terminal.shows(/\ngo 1\.20\.3 \(\.tool-versions\)\n0>$/);
    terminal.type('cd ../new');
    await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
    terminal.type('cd ../module');
    await terminal.shows(/\ngo 1\.24\.9 \(go\.mod, raised from 1\.22\.5\)\n0>$/);
    terminal.type('go; cd ..; echo done');
    const seen = await terminal.shows(/\ndone\ngo 1\.22\.5 \(global\)\n0>$/);
    expect(seen).toMatch(/^go1\.24\.9 0 GOROOT=none$/m);
    terminal.type('true; echo again');
    expect(await terminal.shows(/\nagain\n0>$/)).not.toMatch(/^again\ngo/m);
    expect(seen.match(/^go 1\./gm)).toHaveLength(4);
  });

  it('tells in a second line that go.mod makes another Go run, in each directory anew', async () => {
    made.write('low/.go-version', '1.22.5\n');
    made.write('low/go.mod', 'module x\n\ngo 1.24\n');
    made.write('met/.go-version', '1.22.5\n');
    using terminal = openHooked(made, shell, { env: { GOTOOLCHAIN: 'auto' } });
    await terminal.shows(/0>$/);
    terminal.type('cd low; clear');
    // The terminal wraps the line.
    const seen = await terminal.shows(
      /go 1\.22\.5 \(\.go-version\)\ngv: go\.mod:3 needs Go 1\.24, so go[^>]*0>$/,
    );
    expect(seen.replaceAll('\n', '')).toContain(
      "so go's own download of go1.24.0 runs here and not 1.22.5, nor gv's 1.24.9; run: gv install 1.24.0, or gv use mod, or write go 1.24.9 in go.mod",
    );
    terminal.type('clear; gv current');
    await terminal.shows(/1\.22\.5 \(set by [^)]*\)\ngv: [^>]*needs Go 1\.24, so go[^>]*0>$/);
    terminal.type('cd ../met; clear');
    await terminal.shows(/go 1\.22\.5 \(\.go-version\)\n0>$/);
    terminal.type('cd ../low; clear');
    await terminal.shows(/\ngv: go\.mod:3 needs Go 1\.24, so go[^>]*0>$/);
  });

  it('says once what to type where a pin’s toolchain is missing, and sees it arrive', async () => {
    using terminal = openHooked(made, shell);
    await terminal.shows(/0>$/);
    terminal.type('cd missing');
    const seen = await terminal.shows(
      /\ngv: Go 1\.23\.7 is not installed \(set by .*:1\); run: gv install 1\.23\.7\n0>$/,
    );
    expect(seen.match(/not installed/g)).toHaveLength(1);
    terminal.type('echo waiting');
    expect(await terminal.shows(/\nwaiting\n0>$/)).not.toMatch(/^waiting\ngv/m);
    made.toolchain('1.23.7');
    terminal.type('echo arrived');
    await terminal.shows(/\narrived\ngo 1\.23\.7 \(\.go-version\)\n0>$/);
    rmSync(join(made.root, 'versions', '1.23.7'), { recursive: true });
    terminal.type('echo removed');
    await terminal.shows(/\nremoved\ngv: Go 1\.23\.7 is not installed .*\n0>$/);
  });

  it('sees at the next prompt what was edited in place', async () => {
    using terminal = openHooked(made, shell, { cwd: join(made.project, 'new') });
    await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
    const steps: readonly (readonly [() => void, RegExp])[] = [
      [() => made.write('new/.go-version', '1.20.3\n'), /\ngo 1\.20\.3 \(\.go-version\)\n0>$/],
      [() => rmSync(join(made.project, 'new/.go-version')), /\ngo 1\.22\.5 \(global\)\n0>$/],
      [() => writeFileSync(join(made.root, 'version'), '1.24.9\n'), /\ngo 1\.24\.9 \(global\)\n0>$/],
      [() => made.write('.tool-versions', 'nodejs 20\n'), /\n2\n0>$/],
      [
        () => made.write('.tool-versions', 'nodejs 20\ngo 1.20\n'),
        /\ngo 1\.20\.3 \(.*\/\.tool-versions\)\n0>$/,
      ],
      [() => made.alias('1.20', '1.20'), /\ngo 1\.20\.0 \(.*\/\.tool-versions\)\n0>$/],
      [() => rmSync(join(made.project, '.tool-versions')), /\ngo 1\.24\.9 \(global\)\n0>$/],
      [() => made.write('go.mod', 'go 1.27\n'), /\ngo 1\.27\.0 \(.*go\.mod, raised from 1\.24\.9\)\n0>$/],
    ];
    for (const [index, [change, wanted]] of steps.entries()) {
      change();
      terminal.type(`clear; echo ${index - 1}`);
      await terminal.shows(wanted);
    }
  });

  it('sees a pin and a module that appear between, and under a pin no module', async () => {
    made.write('deep/a/b/keep', '');
    using terminal = openHooked(made, shell, { cwd: join(made.project, 'deep', 'a', 'b') });
    await terminal.shows(/\n0>$/);
    writeFileSync(join(made.root, 'version'), '1.20.3\n');
    terminal.type('true');
    await terminal.shows(/\ngo 1\.20\.3 \(global\)\n0>$/);
    made.write('deep/go.mod', 'go 1.22\n');
    terminal.type('true');
    await terminal.shows(/\ngo 1\.22\.5 \(.*deep\/go\.mod, raised from 1\.20\.3\)\n0>$/);
    made.write('deep/a/.tool-versions', 'golang 1.24.9\n');
    terminal.type('true');
    await terminal.shows(/\ngo 1\.24\.9 \(.*a\/\.tool-versions\)\n0>$/);
    made.write('deep/a/b/go.mod', 'go 1.27\n');
    terminal.type('clear');
    expect(await terminal.shows(/^\n+0>$/)).not.toContain('go 1');
    made.write('deep/a/b/.go-version', '1.27\n');
    terminal.type('true');
    await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
  });

  it('gv use -s chooses for this shell alone, and takes it back', async () => {
    using terminal = openHooked(made, shell);
    await terminal.shows(/0>$/);
    const node = join(made.root, 'runtime', 'node');
    mkdirSync(join(node, '..'));
    writeFileSync(node, '#!/bin/sh\n[ "$6" != 9 ] || { echo none >&2; exit 3; }\necho "$6"\n', {
      mode: 0o755,
    });
    terminal.type('gv use -s 1.24.9');
    await terminal.shows(/\ngo 1\.24\.9 \(GV_VERSION\)\n0>$/);
    terminal.type('cd old; go');
    await terminal.shows(/\ngo1\.24\.9 0 GOROOT=none\n0>$/);
    terminal.type('gv use -s 9');
    await terminal.shows(/\nnone\n3>$/);
    terminal.type('gv use -s --unset');
    await terminal.shows(/\ngo 1\.20\.3 \(\.tool-versions\)\n0>$/);
    terminal.type('gv current');
    await terminal.shows(/^1\.20\.3 \(set by/m);
  });

  it('keeps the shims first, and everything else in its order', async () => {
    const line = shell
      .set('PATH', `/late:${made.project}/bin:/usr/bin:/bin`)
      .replaceAll(':', shell.name === 'fish' ? "' '" : ':');
    using terminal = openHooked(made, shell, { rc: [line] });
    await terminal.shows(/0>$/);
    terminal.type(shell.name === 'fish' ? 'string join : $PATH' : 'echo $PATH');
    await terminal.shows(new RegExp(`^${made.root}/shims:/late:${made.project}/bin:/usr/bin:/bin\n`, 'm'));
    terminal.type(shell.name === 'fish' ? 'set -p PATH /mine' : 'PATH=/mine:$PATH');
    terminal.type(shell.name === 'fish' ? 'string join : $PATH' : 'echo $PATH');
    await terminal.shows(
      new RegExp(`^${made.root}/shims:/mine:/late:${made.project}/bin:/usr/bin:/bin\n`, 'm'),
    );
  });

  it('sourced twice is once', async () => {
    const again = sourceLine(made, shell);
    using terminal = openHooked(made, shell, { rc: [again], cwd: join(made.project, 'old') });
    expect((await terminal.shows(/0>$/)).match(/^go 1/gm)).toHaveLength(1);
    terminal.type(`${again}; cd ../new`);
    const seen = await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
    expect(seen.match(/1\.27\.0/g)).toHaveLength(1);
  });

  it('lives on where the directory is deleted or renamed under it, and where HOME and PATH are gone', async () => {
    using terminal = openHooked(made, shell, { cwd: join(made.project, 'old') });
    await terminal.shows(/\ngo 1\.20\.3 \(\.tool-versions\)\n0>$/);
    renameSync(join(made.project, 'old'), join(made.project, 'moved'));
    terminal.type('echo moved');
    await terminal.shows(/\nmoved\n(?:.*\n)?0>$/);
    rmSync(join(made.project, 'moved', '.tool-versions'));
    rmdirSync(join(made.project, 'moved'));
    terminal.type('echo deleted');
    await terminal.shows(/\ndeleted\n(?:.*\n)*0>$/);
    terminal.type(`cd '${made.project}/new'`);
    await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
    terminal.type(shell.name === 'fish' ? 'set -e HOME; set PATH' : 'unset HOME; PATH=');
    terminal.type('cd ../missing');
    await terminal.shows(/\ngv: Go 1\.23\.7 is not installed .*\n0>$/);
  });

  it('changes no exit code, also in the way back, in a subshell or by pushd', async () => {
    using terminal = openHooked(made, shell);
    await terminal.shows(/0>$/);
    terminal.type('cd new; false');
    await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n1>$/);
    terminal.type('cd -; cd -; sh -c "exit 7"');
    await terminal.shows(/\n7>$/);
    terminal.type('pushd ../old');
    await terminal.shows(/\ngo 1\.20\.3 \(\.tool-versions\)\n0>$/);
    terminal.type('popd');
    await terminal.shows(/\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
    if (shell.name === 'fish') return;
    terminal.type('clear; (cd ../missing; true); echo quiet');
    expect(await terminal.shows(/\nquiet\n0>$/)).not.toContain('installed');
  });
});
