import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor machine`. */
export const MACHINE_GROUP: FindingGroup = {
  title: 'The machine under the go command',
  entries: {
    'place-slow': {
      means:
        'a place of Go makes fewer than 500 files a second, and another local place of the same run at least five times as many (advice). Both figures stand in the finding',
      cure: '`go env -w NAME=DIRECTORY` as printed: on a local disk ([places.md](environment/places.md))',
      by: 'doctor',
    },
    'place-sync': {
      means:
        'a place lies on a filesystem that is mounted with `sync`, and makes fewer than 500 files a second: each write waits for the disk (advice)',
      cure: 'the setting as printed, or `mount -o remount,async` for the administrator ([places.md](environment/places.md))',
      by: 'doctor',
    },
    'place-network': {
      means: 'a place lies on another machine: NFS, SMB, 9p, sshfs … (note; advice where it is slow too)',
      cure: 'nothing, while the figures are good',
      by: 'doctor',
    },
    'place-wsl': {
      means: 'a place lies on a Windows disk in WSL (advice)',
      cure: 'a directory of the Linux filesystem, such as one in the home directory',
      by: 'doctor',
    },
    'tmp-noexec': {
      means:
        'programs cannot be started where they must be: those of `go test` and `go run` in GOTMPDIR, or the directory for temporary files; in GOCACHE, GOBIN or GV_ROOT',
      cure: '`mkdir -p DIRECTORY && go env -w GOTMPDIR=DIRECTORY` as printed',
      by: 'doctor',
    },
    'place-full': {
      means: 'less than 500 MB are free for a place of Go, or a probe found no room',
      cure: '`go clean -cache`, `gv prune`: the finding names what lies there',
      by: 'doctor',
    },
    'place-inodes': {
      means:
        'a filesystem has fewer than 10 000 free inodes, or fewer than 2 %: "no space left on device" comes with bytes still free',
      cure: 'as for `place-full`; or a filesystem made with more inodes',
      by: 'doctor',
    },
    'place-not-writable': {
      means:
        'this account cannot write a place of Go, something in it belongs to another account (as after `sudo go`), or the directory for temporary files is not there',
      cure: '`sudo chown -R "$USER" DIRECTORY`, or `mkdir -p`, as printed',
      by: 'doctor',
    },
    'place-volatile': {
      means:
        'GOMODCACHE or GOCACHE lies in memory (tmpfs): files count as memory, and are gone after a restart (note)',
      cure: 'nothing, where that is meant',
      by: 'doctor',
    },
    'place-shared-link': {
      means: 'a cache lies inside the module here, and git does not ignore it (note)',
      cure: 'a line in `.gitignore`, as printed',
      by: 'doctor',
    },
    'cpu-quota': {
      means:
        'this process may use fewer processors than it sees, and the go that runs here is older than 1.25, which heeds no quota (advice)',
      cure: '`export GOMAXPROCS=N`, or `gv use 1.25` and newer ([limits.md](environment/limits.md))',
      by: 'doctor',
    },
    'cpu-quota-small': {
      means:
        'the quota is below two processors, Go takes two at least, and the kernel stopped the group in more than a tenth of the periods (note)',
      cure: '`export GOMAXPROCS=1`, `go build -p 1`',
      by: 'doctor',
    },
    'parent-tighter': {
      means:
        'a control group above that of this process has a smaller quota, and Go reads the lowest one alone (golang/go#81180; advice)',
      cure: '`export GOMAXPROCS=N`',
      by: 'doctor',
    },
    'program-quota': {
      means: 'programs of this module heed no quota, as their go line is below 1.25 (advice)',
      cure: '`go mod edit -godebug=containermaxprocs=1`, or a line `go 1.25`',
      by: 'doctor',
    },
    'memory-limit': {
      means: 'this process may use less than 2 GB (note)',
      cure: '`go build -p 1` where a build is killed',
      by: 'doctor',
    },
    'oom-killed': {
      means: 'the kernel killed processes of this group for want of memory: `signal: killed` in a build',
      cure: 'a higher limit, or `go build -p 1`',
      by: 'doctor',
    },
    busy: {
      means: 'the machine is busy, by the figures of the kernel: times of this run are upper bounds (note)',
      cure: 'measure again when less runs',
      by: 'doctor',
    },
    swapping: {
      means: 'memory is read back from swap, more than 100 pages a second (advice)',
      cure: 'more memory, or fewer programs at a time; not swappiness',
      by: 'doctor',
    },
    nofile: {
      means: 'a process may open fewer than 1024 files, and go raises its limit no further',
      cure: 'a line in `/etc/security/limits.d`, or `LimitNOFILE=` of systemd; `--write DIR` writes it',
      by: 'doctor',
    },
    'inotify-near-limit': {
      means:
        'more than four fifths of the inotify watches or instances of this account are in use: editors fail at the limit; go uses none (note)',
      cure: 'the file of `gv doctor machine --write DIR` for `/etc/sysctl.d`',
      by: 'doctor',
    },
  },
};
