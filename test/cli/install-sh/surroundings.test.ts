import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignPlaces } from '../../../src/core/foreign/places.ts';
import { ALICE, as, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { serveFiles } from '../../support/file-server.ts';
import { gvHome, installedHome, type GvHome } from '../../support/gv-home.ts';
import { makeReleases, type GvReleases } from '../../support/gv-releases.ts';
import { sampled } from '../../support/sample.ts';
import { listing, useUnpackedRelease } from '../../support/set-up.ts';
import { lacking } from '../../support/shells.ts';
import { startUpScript } from '../../support/start-up-script.ts';
import { pathWithout } from '../../support/tool-path.ts';
import { unless } from '../../support/unless.ts';

const on = useUnpackedRelease();
const accounts = unless(NO_TWO_ACCOUNTS);

/** Homes of Alice's in which she set gv up. */
const ofAlice = installedHome(async (box) => {
  chownSync(box.home, ALICE.uid, ALICE.gid);
  expect((await box.run([...as(ALICE), 'sh', on.installer, '-y'])).status).toBe(0);
});
afterAll(() => ofAlice.remove());

/** One of them, and a directory of root's. */
async function aliceHome(): Promise<GvHome & { readonly roots: string }> {
  const box = await ofAlice.fresh();
  const roots = join(box.directory, 'roots');
  mkdirSync(roots, { mode: 0o755 });
  writeFileSync(join(roots, 'profile'), 'of root\n');
  return { ...box, roots };
}

function plant(target: string, path: string): void {
  rmSync(path, { force: true });
  symlinkSync(target, path);
  lchownSync(path, ALICE.uid, ALICE.gid);
}

it('install.sh names the managers whose toolchains gv import adopts, as the table of their places has them', () => {
  const functions = join(on.box.directory, 'functions.sh');
  writeFileSync(functions, `GV_INSTALL_LIB=1\n. '${on.installer}'\nmention_import\n`);
  expect(on.box.run(functions, [])).toEqual({ status: 0, stdout: '', stderr: '' });
  const managers = ['goenv', 'gvm', 'asdf', 'mise', 'gobrew', 'g'];
  const home = on.box.home;
  for (const { by, pattern } of foreignPlaces({ homes: [home], variables: {} })) {
    if (managers.includes(by)) mkdirSync(pattern.slice(0, pattern.indexOf('/*')), { recursive: true });
  }
  const { stdout } = on.box.run(on.installer, ['-y']);
  const named = [...stdout.matchAll(/gv import --from (\w+) adopts them/g)].map(([, name]) => name);
  expect(named).toEqual(managers);
});

describe('a link that the owner of a home left for root', () => {
  for (const name of ['env', 'env.fish', 'bin/gv']) {
    accounts(`${name}: nothing is put into the directory that it leads to`, async () => {
      const box = await aliceHome();
      plant(box.roots, join(box.root, name));
      const before = listing(box.roots);
      await box.run(['sh', on.installer]);
      expect(listing(box.roots)).toEqual(before);
    });
  }

  accounts('where the removal of a line keeps its copy: nothing is written through it', async () => {
    const box = await aliceHome();
    const file = join(box.roots, 'profile');
    const start = `ln -s '${file}' "$HOME/.bashrc.gv-uninstall.$$"; exec sh '${on.installer}' --uninstall`;
    const done = await box.run(['sh', '-c', start]);
    expect(done).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`the line in ${box.home}/.bashrc stays`),
    });
    expect(readFileSync(file, 'utf8')).toBe('of root\n');
  });
});

/** Ends when install.sh has written that it waits. */
const UNTIL_TOLD = 'until grep -q waiting told 2>/dev/null; do sleep 0.1; done';

describe('entries that would hold a set-up for ever, or say that a line was kept', () => {
  it.each(sampled(['FIFO', '/dev/null'], 2))('a start-up file that is a %s gets no line', async (kind) => {
    using box = gvHome();
    const file = join(box.home, '.bashrc');
    const script = startUpScript(box.directory);
    if (kind === 'FIFO') spawnSync('mkfifo', [file]);
    else symlinkSync(kind, file);
    const done = await box.run(['timeout', '60', 'sh', script, '-y']);
    expect(done).toMatchObject({
      status: 0,
      stderr: `install.sh: ${file} is not a regular file: nothing is added to it\n`,
    });
    expect(done.stdout).toContain('Add this line there by hand');
  });

  it('the note of another set-up is no FIFO to wait for, and the wait is told', async () => {
    using box = gvHome();
    const lock = join(box.root, 'locks', 'set-up');
    mkdirSync(lock, { recursive: true });
    spawnSync('mkfifo', [join(lock, 'pid')]);
    const removal = `(${UNTIL_TOLD}; rm -r '${lock}') & exec timeout 110 sh '${on.installer}' 2>told`;
    const done = await box.run(['sh', '-c', removal]);
    expect({ ...done, stderr: readFileSync(join(box.directory, 'told'), 'utf8') }).toMatchObject({
      status: 0,
      stderr: `install.sh: waiting for another set-up of ${box.root}\n`,
    });
  });

  it('the process of another set-up is named', async () => {
    using box = gvHome();
    const lock = join(box.root, 'locks', 'set-up');
    mkdirSync(lock, { recursive: true });
    const other = `(${UNTIL_TOLD}) & echo $! >'${lock}/pid'; echo $!; exec sh '${on.installer}' 2>told`;
    const done = await box.run(['sh', '-c', other]);
    const [process = ''] = done.stdout.split('\n');
    expect({ ...done, stderr: readFileSync(join(box.directory, 'told'), 'utf8') }).toMatchObject({
      status: 0,
      stderr: `install.sh: waiting for another set-up of ${box.root} (process ${process})\n`,
    });
  });
});

describe("a project's variables for the tools of install.sh", () => {
  let releases: GvReleases;
  let release: string;
  beforeAll(() => {
    releases = makeReleases();
    release = releases.directory('0.1.0');
  });
  afterAll(() => releases.remove());

  /** Sets gv up in a project; `ran` is the file that code of the project would make. */
  async function setUp(box: GvHome, env: Readonly<Record<string, string>>) {
    const done = await box.run(['sh', join(release, 'install.sh')], {
      env: { GV_INSTALL_BASE: release, ...env },
    });
    return { ...done, hasRun: existsSync(join(box.directory, 'ran')) };
  }

  const perl = spawnSync('sh', ['-c', 'command -v shasum']).status === 0;
  it.skipIf(lacking(perl ? undefined : 'no shasum is on PATH'))(
    'PERL5OPT and PERL5LIB run nothing in shasum',
    async () => {
      using box = gvHome();
      writeFileSync(join(box.directory, 'Evil.pm'), `open(F, '>', '${box.directory}/ran'); 1;\n`);
      const env = { PERL5OPT: '-MEvil', PERL5LIB: box.directory };
      expect(await setUp(box, { ...env, PATH: pathWithout(box, 'sha256sum', 'openssl') })).toMatchObject({
        status: 0,
        stderr: '',
        hasRun: false,
      });
    },
  );

  it('OPENSSL_CONF changes nothing in openssl', async () => {
    using box = gvHome();
    const OPENSSL_CONF = join(box.directory, 'openssl.cnf');
    writeFileSync(
      OPENSSL_CONF,
      'openssl_conf = a\n[a]\nproviders = p\n[p]\nevil = e\n[e]\nmodule = ./evil.so\nactivate = 1\n',
    );
    const PATH = pathWithout(box, 'sha256sum', 'shasum');
    expect(await setUp(box, { OPENSSL_CONF, PATH })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each(
    sampled(
      [
        ['curl', 'wget', 'CURL_HOME', '.curlrc', 'trace-ascii'],
        ['wget', 'curl', 'WGETRC', 'wgetrc', 'output_file'],
      ],
      2,
    ),
  )('%s reads no settings of a project, nor does TAR_OPTIONS run a program', async (...given) => {
    const [, missing, variable, name, key] = given;
    using box = gvHome();
    const TAR_OPTIONS = `--checkpoint=1 --checkpoint-action=exec=touch\\ ${box.directory}/ran`;
    await using server = await serveFiles(release);
    writeFileSync(join(box.directory, name), `${key} = ${box.directory}/ran\n`);
    const value = variable === 'WGETRC' ? join(box.directory, name) : box.directory;
    const PATH = pathWithout(box, missing);
    expect(
      await setUp(box, { TAR_OPTIONS, [variable]: value, PATH, GV_INSTALL_BASE: server.base }),
    ).toMatchObject({
      status: 0,
      stderr: '',
      hasRun: false,
    });
  });
});
