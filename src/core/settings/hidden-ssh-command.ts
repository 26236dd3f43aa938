/** The file of a toolchain's sources in which the go command sets variables for git. */
export const SSH_COMMAND_FILE = 'src/cmd/go/internal/modload/init.go';

/**
 * True where this source of the go command exports GIT_SSH_COMMAND when neither that nor GIT_SSH is set: git then heeds no
 * core.sshCommand (golang.org/issue/71482; in Go up to 1.24).
 */
export function hidesSshCommand(source: string): boolean {
  return /\bos\.Setenv\("GIT_SSH_COMMAND"/.test(source);
}
