import { describe, expect, it } from 'vitest';
import {
  parseBuiltDefaults,
  parseExperiments,
  parseFlags,
  parseKnownSettings,
} from '../../../../src/core/settings/toolchain-files.ts';

describe('the sources of a toolchain', () => {
  it('name the defaults it was built with, in the form before and since 1.23', () => {
    const text =
      'const defaultGOAMD64 = `v1`\nconst DefaultGOARM = `7`\nconst DefaultCGO_ENABLED = ""\nconst version = `go1.27.4`\n';
    expect([...parseBuiltDefaults(text)]).toEqual([
      ['GOAMD64', 'v1'],
      ['GOARM', '7'],
      ['CGO_ENABLED', ''],
    ]);
  });

  it('name the settings that are known', () => {
    expect(parseKnownSettings('package cfg\n\nconst KnownEnv = `\n\tAR\n\tGO111MODULE\n`\n')).toEqual([
      'AR',
      'GO111MODULE',
    ]);
    expect(parseKnownSettings('package cfg\n')).toEqual([]);
  });

  it('name the experiments', () => {
    const text =
      'type Other struct {\n\tX bool\n}\n\ntype Flags struct {\n\tFieldTrack        bool\n\n\t// Regabi bool\n\tHeapMinimum512KiB bool\n}\n';
    expect(parseExperiments(text)).toEqual(['fieldtrack', 'heapminimum512kib']);
    expect(parseExperiments('package goexperiment\n')).toEqual([]);
  });

  it('define flags in several forms, and no flag by looking one up', () => {
    const text = [
      'cmd.Flag.BoolVar(&cfg.BuildA, "a", false, "")',
      'flags.Var((*buildFlag)(nil), "debug-trace", "")',
      'AddFlag(explicitStringFlag{value: &cfg.BuildMod, explicit: &x}, "mod", "")',
      'flags.Var(explicitStringFlag{value: &cfg.BuildMod, explicit: &x}, "mod", "")',
      'cf.String("bench", "", "")',
      'var x = CmdEnv.Flag.Bool("json", false, "")',
      'fmt.Println("nosuch [-nosuch]")',
      '\tUsageLine:   "go vet [build flags] [-vettool prog] [vet flags]",',
    ].join('\n');
    expect(parseFlags(text)).toEqual(['a', 'debug-trace', 'mod', 'bench', 'json', 'vettool']);
  });
});
