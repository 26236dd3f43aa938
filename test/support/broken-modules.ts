import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './module-projects.ts';

/** A broken module, and the code that `gv doctor modules` finds in it. */
export interface BrokenModule {
  readonly code: string;
  readonly title: string;
  readonly requires?: readonly string[];
  /** Breaks the project. */
  readonly breaks: (project: Project) => Promise<void> | void;
  /** A command that fails with these words while the project is broken, and works when it is cured. */
  readonly fails?: readonly [command: string, says: RegExp];
}

const BUILD = 'GOPROXY=off GOFLAGS=-mod=readonly go build ./...';

/** Changes a file of a project. */
export function edit(project: Project, name: string, change: (text: string) => string): void {
  const before = project.read(name);
  const after = change(before);
  if (after === before) throw new Error(`${name} has nothing to change: ${before}`);
  project.write(name, after);
}

/** Each code whose cure a command can prove, wherever it stands. */
export const BROKEN_MODULES: readonly BrokenModule[] = [
  {
    code: 'sum-missing',
    title: 'go.sum lacks a zip',
    breaks: (project) => edit(project, 'go.sum', (text) => text.replace(/^example.com\/a v1.0.0 .*\n/m, '')),
    fails: [BUILD, /missing go.sum entry/],
  },
  {
    code: 'sum-missing',
    title: 'go.sum lacks a go.mod',
    breaks: (project) =>
      edit(project, 'go.sum', (text) => text.replace(/^example.com\/a v1.0.0\/go.mod .*\n/m, '')),
    fails: [BUILD, /missing go.sum entry/],
  },
  {
    code: 'sum-missing',
    title: 'there is no go.sum, and there are many modules',
    requires: [
      'example.com/a@v1.0.0',
      'example.com/Big@v1.0.0',
      'example.com/ring@v1.0.0',
      'example.com/c@v1.0.0',
    ],
    breaks: (project) => project.write('go.sum', ''),
    fails: [BUILD, /missing go.sum entry/],
  },
  {
    code: 'sum-differs',
    title: 'a line of go.sum is forged, and the checksum database is remembered',
    breaks: (project) => {
      rememberDatabase(project, 'example.com/a', 'v1.0.0');
      edit(project, 'go.sum', (text) => text.replace(/(a v1.0.0 h1:)..../, '$1AAAA'));
    },
    fails: [BUILD, /SECURITY ERROR/],
  },
  {
    code: 'sum-differs',
    title: 'a go.mod line of go.sum is forged, and nothing is remembered',
    requires: ['example.com/Big@v1.0.0'],
    breaks: (project) =>
      edit(project, 'go.sum', (text) => text.replace(/(Big v1.0.0\/go.mod h1:)..../, '$1AAAA')),
    fails: [BUILD, /SECURITY ERROR/],
  },
  {
    code: 'cache-modified',
    title: 'a file of the module cache was changed',
    breaks: (project) =>
      edit(project, join(project.cache, 'example.com', 'a@v1.0.0', 'lib.go'), (text) => `${text}// evil\n`),
    fails: ['go mod verify', /dir has been modified/],
  },
  {
    code: 'untidy',
    title: 'go.mod has a requirement that nothing needs',
    requires: ['example.com/a@v1.0.0', 'example.com/Big@v1.0.0'],
    breaks: (project) => edit(project, 'm.go', (text) => text.replace(/import _ "example.com\/Big"\n/, '')),
    fails: ['go mod tidy -diff', /^$/],
  },
  {
    code: 'untidy',
    title: 'a package comes from a module that go.mod lacks',
    breaks: (project) => edit(project, 'm.go', (text) => `${text}import _ "example.com/Big"\n`),
    fails: [BUILD, /provid(?:es|ing) package example.com\/Big/],
  },
  {
    code: 'vendor-differs',
    title: 'vendor/modules.txt lags behind',
    breaks: async (project) => {
      await project.run('go mod vendor');
      project.write('vendor/modules.txt', '# old\n');
    },
    fails: ['go build ./...', /inconsistent vendoring/],
  },
  {
    code: 'module-file-malformed',
    title: 'go.sum has marks of a merge',
    breaks: (project) => edit(project, 'go.sum', (text) => `<<<<<<< HEAD\n${text}=======\n>>>>>>> other\n`),
    fails: [BUILD, /malformed go.sum/],
  },
  {
    code: 'major-path-missing',
    title: 'a path lacks its major version',
    breaks: (project) => edit(project, 'go.mod', (text) => `${text}\nrequire example.com/old v2.1.0\n`),
    fails: ['go mod edit -json', /should be v0 or v1/],
  },
  {
    code: 'replace-local-missing',
    title: 'a replace line leads to nothing',
    breaks: (project) => edit(project, 'go.mod', (text) => `${text}\nreplace example.com/a => ../gone\n`),
    fails: [BUILD, /no such file|does not exist/],
  },
  {
    code: 'replace-outside-repo',
    title: 'a replace line leads out of the repository',
    breaks: (project) => {
      project.write('../beside/go.mod', 'module example.com/a\n\ngo 1.21\n');
      project.write('../beside/a.go', 'package a\n');
      edit(project, 'go.mod', (text) => `${text}\nreplace example.com/a => ../beside\n`);
    },
  },
  {
    code: 'work-drift',
    title: 'go.work uses a directory without go.mod',
    breaks: (project) => project.write('go.work', 'go 1.21\n\nuse (\n\t.\n\t./gone\n)\n'),
    fails: [BUILD, /cannot load module/],
  },
  {
    code: 'work-drift',
    title: 'go.work asks for less than its module',
    breaks: async (project) => {
      await project.run('go mod edit -go=1.22');
      project.write('go.work', 'go 1.21\n\nuse .\n');
    },
    fails: [BUILD, /but go.work lists go 1.21/],
  },
  {
    code: 'work-drift',
    title: 'go.work does not use the module here',
    breaks: (project) => {
      project.write('../go.work', 'go 1.21\n\nuse ./other\n');
      project.write('../other/go.mod', 'module example.com/other\n\ngo 1.21\n');
    },
  },
  {
    code: 'excluded-wanted',
    title: 'an exclude line hides a newer version',
    breaks: (project) => edit(project, 'go.mod', (text) => `${text}\nexclude example.com/a v1.1.0\n`),
  },
  {
    code: 'private-pattern-unused',
    title: 'GOPRIVATE covers nothing',
    breaks: (project) => project.follow('export GOPRIVATE=other.example'),
  },
  {
    code: 'private-half-covered',
    title: 'GONOSUMDB takes the place of GOPRIVATE',
    breaks: (project) =>
      project.follow('export GOPRIVATE=example.com GONOPROXY=none GONOSUMDB=other.example'),
  },
  {
    code: 'insecure-set',
    title: 'GOINSECURE is set',
    breaks: async (project) => void (await project.run('go env -w GOINSECURE=example.com')),
  },
  {
    code: 'private-not-covered',
    title: 'the netrc has a login for the host of a module',
    requires: ['git.corp.example/team/lib@v1.0.0'],
    breaks: (project) => netrc(project, 'machine git.corp.example login me password SECRET-netrc\n'),
  },
  {
    code: 'private-not-covered',
    title: 'git leads elsewhere for the host of a module',
    requires: ['git.corp.example/team/lib@v1.0.0'],
    breaks: (project) => {
      netrc(project, '');
      writeFileSync(
        join(project.box.home, '.gitconfig'),
        '[url "ssh://git@git.corp.example/"]\n\tinsteadOf = https://git.corp.example/\n',
      );
    },
  },
  {
    code: 'credentials-missing',
    title: 'nothing signs in at the host of a private module',
    requires: ['git.corp.example/team/lib@v1.0.0'],
    breaks: async (project) => {
      netrc(project, '');
      writeFileSync(join(project.box.home, '.gitconfig'), '');
      await project.follow('export GOPRIVATE=git.corp.example');
    },
  },
];

function netrc(project: Project, text: string): void {
  writeFileSync(join(project.box.home, '.netrc'), text, { mode: 0o600 });
}

/** A record of the checksum database, as go keeps it: the hashes of the cache. */
function rememberDatabase(project: Project, path: string, version: string): void {
  const lines = project
    .read('go.sum')
    .split('\n')
    .filter((line) => line.startsWith(`${path} ${version}`));
  const file = join(
    project.cache,
    'cache',
    'download',
    'sumdb',
    'sum.golang.org',
    'lookup',
    `${path}@${version}`,
  );
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `1\n${lines.join('\n')}\n\ngo.sum database tree\n`);
}
