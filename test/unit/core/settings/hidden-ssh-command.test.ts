import { describe, expect, it } from 'vitest';
import { hidesSshCommand } from '../../../../src/core/settings/hidden-ssh-command.ts';

describe('a go command that exports GIT_SSH_COMMAND', () => {
  it.each([
    ['\tos.Setenv("GIT_SSH_COMMAND", "ssh -o ControlMaster=no -o BatchMode=yes")', true],
    ['\tos.Setenv("GCM_INTERACTIVE", "never")', false],
    ['// GIT_SSH_COMMAND', false],
    ['', false],
  ])('is known by %j: %s', (source, hides) => {
    expect(hidesSshCommand(source)).toBe(hides);
  });
});
