import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor net` about module proxies, and about the way to them. */
export const NET_GROUP: FindingGroup = {
  title: 'The network of the go command',
  entries: {
    'goproxy-malformed': {
      means:
        'GOPROXY has an entry that Go cannot read, or none at all, and every command that needs a module stops',
      cure: '`go env -u GOPROXY`, or `unset GOPROXY`',
      by: 'doctor',
    },
    'dead-entry-costs': {
      means:
        'an entry of GOPROXY in front of `|` takes no connection; Go waits 30 s for TCP, 10 s for TLS, and does so again for every request',
      cure: 'leave the entry out, as the message says ([network.md](environment/network.md))',
      by: 'doctor',
    },
    'entry-ends-chain': {
      means:
        'an entry of GOPROXY gives an answer after which Go asks no other entry: behind `,` everything but 404 and 410 is the end',
      cure: 'as the message says: sign in, ask the operator, or write `|` where falling back is allowed',
      by: 'doctor',
    },
    'pipe-bypasses-policy': {
      means:
        'an entry refuses with 401 or 403, and because `|` follows Go asks the next entry all the same (note; a problem where a setting names private modules)',
      cure: 'write `,` behind that entry',
      by: 'doctor',
    },
    'answers-never': {
      means: 'an entry takes the request and never ends its answer: Go has no limit there and hangs',
      cure: 'leave the entry out, and tell its operator',
      by: 'doctor',
    },
    'proxy-name': {
      means: 'the name of a module proxy, or of the HTTP proxy in front of it, is not known',
      cure: 'compare the spelling; a name of a company may want its VPN, or HTTPS_PROXY',
      by: 'doctor',
    },
    'proxy-refused': {
      means: 'a module proxy, or the HTTP proxy in front of it, refuses the connection',
      cure: 'compare host and port; the server may be down',
      by: 'doctor',
    },
    'entry-unreachable-by-order': {
      means: 'GOPROXY has entries behind `direct` or `off`, where Go reads no further (note)',
      cure: 'take them out, or put them in front',
      by: 'doctor',
    },
    'connect-refused': {
      means:
        'the HTTP proxy of HTTPS_PROXY opens no way to a module proxy: 407 wants a login, 403 is its policy',
      cure: 'a login in HTTPS_PROXY; for a host that is reached directly, NO_PROXY',
      by: 'doctor',
    },
    'all-proxy-ignored': {
      means:
        'ALL_PROXY or HTTP_PROXY is set and HTTPS_PROXY is not; for https Go reads HTTPS_PROXY only (advice)',
      cure: '`export HTTPS_PROXY=…` with the same value',
      by: 'doctor',
    },
    'no-proxy-hides': {
      means: 'NO_PROXY covers a module proxy, to which Go connects past HTTPS_PROXY (note)',
      cure: 'nothing, where that is meant',
      by: 'doctor',
    },
    'no-keepalive': {
      means:
        'a module proxy closes the connection after each answer, so every request makes a new one (advice)',
      cure: 'its operator lets connections open between requests',
      by: 'doctor',
    },
    'short-idle': {
      means: 'a module proxy closes a connection without requests after less than 15 s (note, with `--idle`)',
      cure: 'its operator keeps connections longer',
      by: 'doctor',
    },
    'ipv6-broken': {
      means:
        'the IPv6 address of a module proxy gives no answer and IPv4 does: Go waits 300 ms at each new connection (advice)',
      cure: 'mend the route for IPv6, or have the AAAA record taken away',
      by: 'doctor',
    },
    'http2-off': {
      means: 'GODEBUG has `http2client=0`, and a module proxy offers HTTP/2 (advice)',
      cure: 'take `http2client=0` out of GODEBUG',
      by: 'doctor',
    },
    'tls-untrusted': {
      means:
        'the certificate of a module proxy is not trusted by Go: unknown authority, another name, or not valid now',
      cure: 'put the certificate of the authority into the system store; GOINSECURE has no effect on GOPROXY',
      by: 'doctor',
    },
    'tls-intercepted': {
      means:
        "the certificate of a module proxy is signed by an authority of this machine's store that is not public (note)",
      cure: 'nothing for Go; other tools need the same certificate',
      by: 'doctor',
    },
    'tls-expires': {
      means: 'the certificate of a module proxy ends within two weeks (advice)',
      cure: 'its operator renews it',
      by: 'doctor',
    },
    'tls-old': {
      means:
        'a module proxy speaks no TLS of 1.2 or newer, as Go wants it, or has an RSA key below 2048 bits (a note then)',
      cure: 'its operator updates the server',
      by: 'doctor',
    },
    'clock-wrong': {
      means:
        'two servers agree on a time that differs from the clock of this machine by more than five minutes',
      cure: 'set the clock (`timedatectl set-ntp true`)',
      by: 'doctor',
    },
    'sumdb-unreachable': {
      means:
        'no module proxy passes the checksum database on, and its own host cannot be reached: Go refuses new modules',
      cure: 'a module proxy that passes it on; GOPRIVATE for modules of your own',
      by: 'doctor',
    },
    'sumdb-off': {
      means:
        "GOSUMDB is `off` or another database than Go's own, or GONOSUMDB is `*`: nothing of Go's tells Go of a module that was changed on the way (advice)",
      cure: '`go env -u GOSUMDB`, or as the message says',
      by: 'doctor',
    },
    'credentials-missing': {
      means:
        'a server wants a login (401; of a private module also 403, 404) and has none from here: no GOAUTH, netrc, git login or ssh key',
      cure: 'a line in `~/.netrc`, or `go env -w GOAUTH=…`; where ssh has a key, `url."git@HOST:".insteadOf` in the configuration of git',
      by: 'doctor',
    },
  },
};
