import { parseGotoolchain } from '../go/gotoolchain.ts';

/** The fate of a setting when another Go is chosen. */
export function effectOnSwitch(name: string, value: string): string {
  return name === 'GOTOOLCHAIN' ? ofGotoolchain(value) : (EFFECTS[name] ?? STAYS);
}

const STAYS = 'stays, for every version';

function ofGotoolchain(value: string): string {
  const setting = parseGotoolchain(value);
  if ('refused' in setting) return 'every Go since 1.21 refuses to run';
  if (setting.least !== undefined) return `${setting.least.name} runs, whichever Go gv chooses`;
  return setting.switches === undefined
    ? 'stays: no Go switches to what go.mod asks for'
    : 'stays, for every version';
}

const EFFECTS: Readonly<Record<string, string>> = {
  GOOS: 'stays: builds for another machine',
  GOARCH: 'stays: builds for another machine',
  GOROOT: 'gv clears it; a go that is called by its path mixes two toolchains',
  GOTOOLDIR: 'stays: a go would use the tools of one fixed version',
  GOBIN: 'stays: programs of every version in one place',
  GOPATH: 'stays: all versions share the module cache, which is safe',
  GOMODCACHE: 'stays: all versions share it, which is safe',
  GOCACHE: 'stays: all versions share it; its keys hold the toolchain',
  GOEXPERIMENT: 'stays: a version that lacks the experiment refuses to run',
  GOFLAGS: 'stays: a version that lacks a flag refuses to run',
  GODEBUG: 'stays in this environment; your own programs read it too',
  GOWORK: 'stays: every module here is built with that workspace',
};
