import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor net` about names, and about go's own run. */
export const NAMES_GROUP: FindingGroup = {
  title: "Names, and go's own run (`gv doctor net`)",
  entries: {
    'nameserver-dead': {
      means:
        'a nameserver of `/etc/resolv.conf` gives no answer in 2 s; the first one holds every look-up up, a later one only some (advice)',
      cure: 'take its line out of `/etc/resolv.conf`, or where the file is made (resolvectl, NetworkManager)',
      by: 'doctor',
    },
    'nameserver-slow': {
      means:
        'the median of three answers of a nameserver is above 200 ms, and another one takes less than 50 ms (advice)',
      cure: 'put the quick one first',
      by: 'doctor',
    },
    'resolver-differs': {
      means:
        "the C library, which git, ssh and curl use, finds other addresses than go's own resolver, or takes ten times as long or as short (advice)",
      cure: 'compare the line `hosts` of `/etc/nsswitch.conf` with the nameservers of `/etc/resolv.conf`',
      by: 'doctor',
    },
    'search-list-long': {
      means:
        'a host has fewer dots than `ndots` asks for, so that more than two search domains are tried before the host itself (note)',
      cure: 'a lower `ndots` in `/etc/resolv.conf`, or a shorter list',
      by: 'doctor',
    },
    'netdns-ignored': {
      means:
        'GODEBUG has `netdns=cgo`, and the go command was built without cgo, so that it always uses its own resolver (advice)',
      cure: '`unset GODEBUG`',
      by: 'doctor',
    },
    'go-run-fails': {
      means:
        "an entry of GOPROXY answers, and go's own download of the module fails all the same: a zip that is broken or not the recorded one, a full disk",
      cure: '`go mod download -x`, with the module and version that the message names, tells why',
      by: 'doctor',
    },
    'local-bound': {
      means:
        "more than half of go's own run, and more than a second, passed without a request under way: checking, hashing and unpacking, not the network (note)",
      cure: 'look at the disk of GOMODCACHE and at the load of the machine',
      by: 'doctor',
    },
  },
};
