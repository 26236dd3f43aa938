import type { Evidence, Finding } from '../../core/choice/finding.ts';
import type { RoadFailure } from '../../core/net/road-report.ts';
import { originText } from '../../core/roads/road.ts';
import { placeOf, read, type TriedRoad } from './tried-road.ts';

/** Findings about a road by ssh. */
export function sshFindings(tried: TriedRoad): readonly Finding[] {
  return [...hiddenCommand(tried), ...wouldAsk(tried)];
}

/** Go up to 1.24 exports a GIT_SSH_COMMAND of its own, over core.sshCommand (golang.org/issue/71482). */
function hiddenCommand({ road, goVersion }: TriedRoad): readonly Finding[] {
  const { sshHidden } = road;
  if (sshHidden === undefined) return [];
  const place = originText(sshHidden);
  const text = `go ${goVersion ?? 'here'} hides git's core.sshCommand (${place}): it exports GIT_SSH_COMMAND itself, so git runs plain ssh`;
  const cure =
    'export GIT_SSH_COMMAND="$(git config core.sshCommand)"; or gv use 1.26, as Go 1.25 and newer leave it alone';
  const evidence = [
    read('core.sshCommand', 'set', sshHidden),
    {
      what: 'GIT_SSH_COMMAND',
      value: "set by this go's own src/cmd/go/internal/modload/init.go",
      how: 'read' as const,
    },
  ];
  return [
    {
      code: 'ssh-command-hidden',
      text,
      cure,
      undo: 'unset GIT_SSH_COMMAND',
      evidence,
      at: placeOf(sshHidden),
    },
  ];
}

const QUESTIONS: Partial<
  Record<RoadFailure, { readonly text: string; readonly cure: (host: string) => string }>
> = {
  'host-key-unknown': {
    text: 'ssh does not know its host key, and would ask',
    cure: (host) =>
      `ssh-keyscan ${host} | ssh-keygen -lf -, compare the fingerprint with the one that the operator publishes, then: ssh-keyscan ${host} >>~/.ssh/known_hosts`,
  },
  'host-key-changed': {
    text: 'its host key differs from the one that ssh knows',
    cure: (host) =>
      `ask the operator whether the key was changed; then: ssh-keygen -R ${host}, and compare the new one by hand`,
  },
  'key-locked': {
    text: 'the server takes a key that has a passphrase, and no agent holds it: ssh would ask',
    cure: () => 'ssh-add, in the session that runs go',
  },
};

/** ssh in BatchMode, as no terminal is there to ask at. */
function wouldAsk({ road, git }: TriedRoad): readonly Finding[] {
  const question = git?.failed === undefined ? undefined : QUESTIONS[git.failed];
  if (question === undefined || road.transport !== 'ssh') return [];
  const { host, port } = road.sshHost ?? { host: road.address.host, port: road.address.port ?? 22 };
  const target = port === 22 ? host : `-p ${port} ${host}`;
  const name = road.address.host;
  const evidence: readonly Evidence[] = [
    { what: 'git ls-remote', value: git?.failed ?? '', how: 'measured' },
  ];
  return [
    { code: 'ssh-would-ask', text: `${name}: ${question.text}`, cure: question.cure(target), evidence },
  ];
}
