/** A login for a host (`example.com`, `example.com:8443`). */
export interface NetrcLogin {
  readonly machine: string;
  readonly login: string;
  readonly password: string;
}

/**
 * Reads the text of a .netrc as the go command does (cmd/go/internal/auth, parseNetrc): pairs of words within a line,
 * macros skipped up to the next empty line, nothing from `default` on, which is a login for any host.
 */
export function parseNetrc(text: string): readonly NetrcLogin[] {
  const logins: NetrcLogin[] = [];
  let open = { machine: '', login: '', password: '' };
  let inMacro = false;
  for (const line of text.split('\n')) {
    if (inMacro) {
      inMacro = line.replace(/\r$/, '') !== '';
      continue;
    }
    const words = line.split(/\s+/).filter((word) => word !== '');
    for (let at = 0; at < words.length; at += 2) {
      const [key = '', value] = [words[at], words[at + 1]];
      if (key === 'default') return logins;
      if (value === undefined) break;
      if (key === 'machine') open = { machine: value, login: '', password: '' };
      if (key === 'login' || key === 'password') open = { ...open, [key]: value };
      inMacro ||= key === 'macdef';
      if (open.machine === '' || open.login === '' || open.password === '') continue;
      logins.push(open);
      open = { machine: '', login: '', password: '' };
    }
  }
  return logins;
}
