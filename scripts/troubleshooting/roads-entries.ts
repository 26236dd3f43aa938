import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor net` about the way to a module's own repository. */
export const ROADS_GROUP: FindingGroup = {
  title: 'The road to a private module',
  entries: {
    'credentials-unused': {
      means: 'the netrc has a login for a host to which git goes by ssh; git does not read it there (note)',
      cure: 'nothing to do where ssh works',
      by: 'doctor',
    },
    'git-missing': {
      means: 'go would fetch a module from its own repository, and no absolute directory of PATH has a `git`',
      cure: 'install git with the package manager of the system',
      by: 'doctor',
    },
    'git-road-differs': {
      means:
        "git and go reach one host through different HTTP proxies: git's `http.proxy` and ALL_PROXY are not read by go, which reads HTTPS_PROXY (advice)",
      cure: 'take `http.proxy` away, or export HTTPS_PROXY with the same value',
      by: 'doctor',
    },
    'ssh-command-hidden': {
      means:
        'the Go here is 1.24 or older and exports GIT_SSH_COMMAND itself, so that git never sees `core.sshCommand` (golang.org/issue/71482)',
      cure: '`export GIT_SSH_COMMAND="$(git config core.sshCommand)"`, or a Go from 1.25 on: `gv use 1.26`',
      by: 'doctor',
    },
    'ssh-would-ask': {
      means:
        'ssh has a question, and go gives it no terminal: an unknown or changed host key, or a key with a passphrase that no agent holds',
      cure: 'compare and add the host key by hand, or `ssh-add`, as the message says',
      by: 'doctor',
    },
    'tls-trust-differs': {
      means:
        "go trusts the certificate of a module's host and git does not, or the reverse: go reads SSL_CERT_FILE, git `http.sslCAInfo` and GIT_SSL_CAINFO",
      cure: 'put the CA into the system store, which both read (`update-ca-certificates`)',
      by: 'doctor',
    },
    'road-fails': {
      means:
        'go does not read the page that names the repository of a module, or git does not reach the repository; the message names the step and the reason',
      cure: 'for the page: have the host answer by https, with a certificate that go trusts; for git: run the command of the message by hand, which shows what git and ssh say',
      by: 'doctor',
    },
    'branch-query-stale': {
      means:
        'a module proxy names another commit for `MODULE@branch` than the repository does: it keeps an answer for a while (note)',
      cure: '`GOPROXY=direct go get MODULE@branch`',
      by: 'doctor',
    },
  },
};
