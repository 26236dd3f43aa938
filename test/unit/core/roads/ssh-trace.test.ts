import { describe, expect, it } from 'vitest';
import { sshFailure, sshMark, sshPhases, type TimedMark } from '../../../../src/core/roads/ssh-trace.ts';

/** Recorded lines of `ssh -v` (OpenSSH 9.2), each ten milliseconds after the one before. */
function marksOf(text: string): readonly TimedMark[] {
  return text
    .split('\n')
    .map((line, index) => ({ mark: sshMark(line), at: index * 10 }))
    .filter((each): each is TimedMark => each.mark !== undefined);
}

const CONNECTION = `OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026
debug1: Reading configuration data /etc/ssh/ssh_config
debug1: Connecting to git.corp.example [10.1.2.3] port 22.
debug1: Connection established.
debug1: identity file /home/you/.ssh/id type 3
debug1: Local version string SSH-2.0-OpenSSH_9.2p1
debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1
debug1: SSH2_MSG_NEWKEYS sent
debug1: SSH2_MSG_NEWKEYS received`;
const ENTRY = `debug1: Offering public key: /home/you/.ssh/id ED25519 SHA256:x explicit
debug1: Server accepts key: /home/you/.ssh/id ED25519 SHA256:x explicit
Authenticated to git.corp.example ([10.1.2.3]:22) using "publickey".`;
const COMMAND = `debug1: Sending command: git-upload-pack '/lib'
debug1: Exit status 0`;

describe('the lines of ssh -v', () => {
  const phases = (text: string, hops = 0): readonly (readonly [string, number, string?])[] => {
    const marks = marksOf(text);
    const failed = sshFailure(marks);
    const times = { marks, start: 0, end: 500, hops, failed };
    return sshPhases(times).map(({ name, ms, failed }) =>
      failed === undefined ? [name, ms] : [name, ms, failed],
    );
  };

  it('give the phases of a connection', () => {
    expect(phases(`${CONNECTION}\n${ENTRY}\n${COMMAND}`)).toEqual([
      ['name', 20],
      ['tcp', 10],
      ['ssh-banner', 30],
      ['key-exchange', 20],
      ['sign-in', 30],
      ['server', 20],
    ]);
  });

  it('of hosts on the way are one phase', () => {
    const inner = `${CONNECTION}\n${ENTRY}`;
    const head = 'OpenSSH_9.2p1\ndebug1: Executing proxy command: exec ssh -v -W [h]:22 s3cret';
    const last = `debug1: Remote protocol version 2.0\ndebug1: SSH2_MSG_NEWKEYS received\n${ENTRY}\n${COMMAND}`;
    const names = ['jump', 'ssh-banner', 'key-exchange', 'sign-in', 'server'];
    expect(phases(`${head}\n${inner}\n${last}`, 1).map(([name]) => name)).toEqual(names);
    expect(phases(`${head}\n${head}\n${inner}\n${inner}\n${last}`, 2).map(([name]) => name)).toEqual(names);
    expect(phases(`${head}\n${CONNECTION}\nHost key verification failed.`, 1)).toEqual([
      ['jump', 500, 'host-key-unknown'],
    ]);
  });

  it.each([
    ['ssh: Could not resolve hostname h: Name or service not known', 'name', 'no-name'],
    ['ssh: connect to host h port 22: Connection refused', 'name', 'refused'],
    ['ssh: connect to host h port 22: Connection timed out', 'name', 'no-answer'],
    ['ssh: connect to host h port 22: No route to host', 'name', 'no-route'],
    [`${CONNECTION}\nHost key verification failed.`, 'sign-in', 'host-key-unknown'],
    [
      'Host key for [h]:22 has changed and you have requested strict checking.\nHost key verification failed.',
      'name',
      'host-key-changed',
    ],
    [`${CONNECTION}\nyou@h: Permission denied (publickey).`, 'sign-in', 'denied'],
    [
      `${CONNECTION}\n${ENTRY.split('\n').slice(0, 2).join('\n')}\nyou@h: Permission denied (publickey).`,
      'sign-in',
      'key-locked',
    ],
    ['kex_exchange_identification: Connection closed by remote host', 'name', 'closed'],
    ["fatal: '/x' does not appear to be a git repository", 'name', 'not-found'],
  ])('%j end in the phase %s: %s', (text, name, failed) => {
    expect(phases(text).at(-1)).toEqual([name, expect.any(Number), failed]);
  });

  it('of anything else tell nothing', () => {
    for (const line of ['', 'debug1: x', 'remote: Welcome', '\u001b[31mOpenSSH_', '{"event":"start"}'])
      expect(sshMark(line)).toBeUndefined();
  });
});
