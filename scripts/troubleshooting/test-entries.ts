import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor test`. */
export const TEST_GROUP: FindingGroup = {
  title: 'Tests, and the time that they take',
  entries: {
    'test-run-fails': {
      means:
        'a test fails, a package cannot be built, or `go test` cannot run here at all; the message has the first words of go. The times are those of a run in which something fails',
      cure: 'the command that the message prints shows everything',
      by: 'doctor',
    },
    'cache-cold': {
      means:
        'more than half of the packages were compiled anew, although go wrote to this build cache less than a day before (advice)',
      cure: '`gv doctor test` once more tells whether the cache keeps; in CI, keep the directory that the message names from job to job',
      by: 'doctor',
    },
    'cache-not-reused': {
      means:
        'go runs tests again though nothing changed: a flag whose results are not kept, or a file that the tests read and write (note; [tests.md](environment/tests.md#what-is-reused))',
      cure: 'write files of tests below `t.TempDir()`; `go help test` names the flags whose results are kept',
      by: 'doctor',
    },
    'vet-share': {
      means: 'go vet, which `go test` runs first, takes more than 30 % of the run (advice)',
      cure: '`go test -vet=off` while you try things, and `go vet ./...` once, in CI',
      by: 'doctor',
    },
    'link-bound': {
      means:
        'more than half of the run goes into linking test programs, one for each package with tests (advice)',
      cure: 'name the packages you work on, leave `-count=1` out, join small packages',
      by: 'doctor',
    },
    'serial-tests': {
      means: 'the tests of one package take more than 60 % of the whole time (note)',
      cure: '`t.Parallel()` in tests that wait, `go test -parallel`, or two packages',
      by: 'doctor',
    },
    'race-cost': {
      means: 'what `-race` costs here, measured in turns with `--compare race` (note)',
      cure: '`go test` while you try things, `go test -race` in CI',
      by: 'doctor',
    },
    'cgo-in-path': {
      means: 'cgo and a C compiler ran for this build (note)',
      cure: 'nothing, where C is wanted; `CGO_ENABLED=0` where every package builds without',
      by: 'doctor',
    },
    starved: {
      means:
        'compilers, linkers and vet took more than twice their processor time: they waited for a processor or the disk (note)',
      cure: 'look what else runs on the machine; `go test -p=1` starts fewer at a time',
      by: 'doctor',
    },
  },
};
