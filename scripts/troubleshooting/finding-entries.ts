import type { FindingGroup } from './finding-entry.ts';
import { HERE_GROUPS } from './here-entries.ts';
import { MACHINE_GROUP } from './machine-entries.ts';
import { MODULES_GROUP } from './modules-entries.ts';
import { NAMES_GROUP } from './names-entries.ts';
import { NET_GROUP } from './net-entries.ts';
import { ROADS_GROUP } from './roads-entries.ts';
import { SETTINGS_GROUP } from './settings-entries.ts';
import { TEST_GROUP } from './test-entries.ts';

/** Codes that are an error of a command too: the error's entry says what they mean. */
export const FINDINGS_THAT_ARE_ERRORS: readonly string[] = ['bad-pin', 'not-installed', 'tree-changed'];

export const FINDING_GROUPS: readonly FindingGroup[] = [
  ...HERE_GROUPS,
  SETTINGS_GROUP,
  NAMES_GROUP,
  NET_GROUP,
  ROADS_GROUP,
  MODULES_GROUP,
  MACHINE_GROUP,
  TEST_GROUP,
  {
    title: 'Every Go of a machine or an image',
    entries: {
      'tree-unproven': {
        means:
          'nothing proves a Go tree: no release is named in it, a distribution built it, or the checksum database was not asked (advice); the finding says which',
        cure: '`gv install VERSION` gives a proven one beside it; the package manager that brought a tree can check it',
        by: 'audit',
      },
      'not-looked-at': {
        means:
          'gv may not look into a directory or a file of what was named, there is more in it than gv looks at, or a name in it is no UTF-8, so that a Go in it may be missing from the answer (advice)',
        cure: 'look as the account that owns it, or as root; name large directories one by one with `--path`; rename what has a name that is no UTF-8',
        by: 'audit',
      },
      'tree-misnamed': {
        means: 'a Go tree lies under the name of another release than its VERSION file says',
        cure: '`gv install VERSION`, and remove the tree',
        by: 'audit',
      },
      'line-ended': {
        means: 'a Go tree belongs to a line that gets no security fixes any more (advice)',
        cure: '`gv install latest`',
        by: 'audit',
      },
    },
  },
  {
    title: 'Files under GV_ROOT',
    entries: {
      'shim-broken': {
        means: 'the script behind the shims is missing or not executable',
        cure: 'run `install.sh` again',
        by: 'doctor',
      },
      'link-wrong': {
        means: 'a shim, an alias or `current` differs from what is installed',
        cure: '`gv rehash`',
        by: 'doctor',
        fix: true,
      },
      'link-stale': {
        means: 'a link or an alias names a toolchain that is not installed',
        cure: '`gv rehash`',
        by: 'doctor',
        fix: true,
      },
      'staging-left': {
        means: 'unfinished work of a gv that was killed lies in `staging/` (advice)',
        cure: '`gv rehash`',
        by: 'doctor',
        fix: true,
      },
      'stale-lock': {
        means:
          'a note names the holder of a mutex, and that process has ended; the mutex itself is free (advice)',
        cure: '`gv doctor --fix`',
        by: 'doctor',
        fix: true,
      },
      'orphan-receipt': {
        means: 'a receipt of a toolchain that is not installed (advice)',
        cure: '`gv doctor --fix`',
        by: 'doctor',
        fix: true,
      },
      'no-receipt': {
        means: 'a toolchain without a receipt: its proofs are unknown',
        cure: '`gv install --force VERSION`',
        by: 'doctor',
      },
      'not-a-toolchain': {
        means:
          'an entry of `versions/` that is not a toolchain: without `bin/go`, or not named as a release (advice)',
        cure: 'remove it, unless it is yours',
        by: 'doctor',
      },
      'tree-gone': {
        means:
          'a toolchain that was shared with another manager (`gv import --link`) is a link to a tree that is gone',
        cure: '`gv uninstall VERSION` removes the link; `gv install VERSION` brings a toolchain of gv’s own',
        by: 'doctor',
      },
      'go-cannot-run': {
        means:
          'the `bin/go` of a toolchain is empty or may not be executed: a copy lost its mode or its bytes, or the disk is mounted noexec',
        cure: '`gv install --force VERSION`',
        by: 'doctor',
      },
      'go-env-missing': {
        means: 'a toolchain has no `go.env`, so its `go` never switches and knows no module proxy',
        cure: '`gv install --force VERSION`',
        by: 'doctor',
      },
      translated: {
        means:
          'a toolchain for darwin/amd64 runs through Rosetta on a Mac whose processor is arm64: it works, and builds take longer',
        cure: '`gv install --force VERSION`; where gv itself was set up in a translated terminal, its `install.sh` first',
        by: 'doctor',
      },
      'global-missing': {
        means: 'the global version is not installed',
        cure: '`gv use -g latest`, or any other version',
        by: 'doctor',
      },
      'root-read-only': {
        means:
          'GV_ROOT cannot be written, so nothing can be installed or removed; where it belongs to another account, that is meant so (note)',
        cure: 'check its owner, or set GV_ROOT to a directory of yours; for a shared root see [system-wide.md](system-wide.md)',
        by: 'doctor',
      },
      'files-writable-by-others': {
        means:
          'others may write files that gv wrote, as an older gv left them under a umask of 000 or 002; the next command that writes there mends it (advice)',
        cure: '`gv doctor --fix`; then `gv verify` checks the toolchains',
        by: 'doctor',
        fix: true,
      },
      'root-writable-by-others': {
        means:
          'others may write GV_ROOT or a directory above it, as in OpenShift or on a network disk: gv runs, and [believes less](#config-not-believed) (advice)',
        cure: '`chmod go-w` the directory that the message names, unless it is meant so',
        by: 'doctor',
      },
      unreadable: {
        means: 'a file or directory under GV_ROOT cannot be read',
        cure: 'check its owner and mode',
        by: 'doctor',
      },
    },
  },
  {
    title: 'Config',
    entries: {
      'config-broken': {
        means: '`config.json` cannot be read, or holds a value that gv cannot use',
        cure: '`gv config list`, then `gv config unset KEY`',
        by: 'doctor',
      },
      'config-not-believed': {
        means:
          "another account could have set `keyring` or `log-key`, as it may write `config.json`, the keyring or a directory on the way: gv's built-in keys are believed instead",
        cure: 'take the right to write away where the message says; then `gv config set KEY VALUE`, or `gv config unset KEY`',
        by: 'doctor',
      },
      'keyring-broken': {
        means: 'the keyring named by `gv config` cannot be used',
        cure: '`gv config set keyring FILE`, or `gv config unset keyring`',
        by: 'doctor',
      },
      'preference-out-of-step': {
        means: 'the shims read another value than `gv config list` shows',
        cure: '`gv doctor --fix`',
        by: 'doctor',
        fix: true,
      },
      'setting-hidden': {
        means:
          'a value of `go env -w` has no effect, as the shims export one that `gv config` names (advice)',
        cure: '`gv config unset KEY`, or `go env -u NAME`',
        by: 'doctor',
      },
      'start-up-line-missing': {
        means:
          'no start-up file of your shell puts gv on PATH, so the next shell has no gv; in CI, in a container and in a process without TERM a note, as PATH is set by other means there',
        cure: 'add the line that the message names ([shells.md](shells.md))',
        by: 'doctor',
      },
    },
  },
  {
    title: 'Network, with --online',
    entries: {
      'official-unreachable': {
        means: 'the official hosts do not answer, or not with a release index',
        cure: 'check the network; a module proxy serves meanwhile ([network.md](network.md))',
        by: 'doctor',
      },
      'index-behind': {
        means:
          'a host gave a release index without a release that was seen before: the host lags, or an attacker hides newer releases. The earlier index serves, and `latest` never means less',
        cure: 'compare with another network; where the host is right all the same, `gv prune --index` forgets what was seen ([network.md](network.md#an-index-that-is-older-than-before))',
        by: 'doctor',
      },
    },
  },
];
