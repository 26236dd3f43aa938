import { describe, expect, it } from 'vitest';
import { miseGo } from '../../../../src/core/choice/mise-toml.ts';

describe("Go's version in a file of mise", () => {
  it.each<readonly [string, string, string, number]>([
    ['a plain key', '[tools]\nnode = "20"\ngo = "1.22.5"\n', '1.22.5', 3],
    ['a literal string and CRLF', "[tools]\r\ngo = '1.22'\r\n", '1.22', 2],
    ['a quoted key', '[tools]\n"go" = "1.22.5"\n', '1.22.5', 2],
    ['the backend and the old name', '[tools]\n"core:go" = "1.21"\ngolang = "1.20"\n', '1.21', 2],
    ['an inline table', '[tools]\ngo = { os = ["linux"], version = "1.22" }\n', '1.22', 2],
    ['a table of its own', '[tools.go] # mise use\nversion = "1.22"\n', '1.22', 2],
    ['a list, of which the first counts', '[tools]\ngo = [\n  # both\n  "1.22",\n  "1.21",\n]\n', '1.22', 2],
    ['a list of tables', '[tools]\ngo = [{ version = "1.22" }, "1.21"]\n', '1.22', 2],
    ['dotted keys', 'tools.go.version = "1.22"\n', '1.22', 1],
    ['all tools in one line', 'min_version = "2024.1"\ntools = { node = "20", go = "1.22" }\n', '1.22', 2],
    ['a number, which mise refuses', '[tools]\ngo = 1.22 # oops\n', '1.22', 2],
    ['a template, as it stands', '[tools]\ngo = "{{ env[\'GO\'] }}"\n', "{{ env['GO'] }}", 2],
    ['other tables before', '[env]\nGO = "9"\n[[watch_files]]\nrun = "x"\n[tools]\ngo = "1.22"\n', '1.22', 6],
    ['a byte order mark', '\uFEFF[tools]\ngo = "1.22"\n', '1.22', 2],
  ])('%s', (_, text, asked, line) => {
    expect(miseGo(text)).toEqual({ asked, line });
  });

  it.each([
    ['nothing', ''],
    ['another tool', '[tools]\nnode = "20"\n'],
    ['a comment', '[tools]\n# go = "1.22"\n'],
    ['another table', '[env]\ngo = "1.22"\n[tools.node]\ngo = "1.22"\n'],
    ['the text of a task', '[tasks.x]\nrun = """\n[tools]\ngo = "1.22"\n"""\n'],
    ['a literal text of a task', "[tasks.x]\nrun = '''\n[tools]\ngo = \"1.22\"\n'''\n"],
    ['a table without version', '[tools.go]\nos = ["linux"]\n'],
    ['an empty list', '[tools]\ngo = []\n'],
    ['no TOML', '<!doctype html>\n[tools]\ngo = "1.22"\n'],
    ['an open string', '[tools]\ngo = "1.22\n'],
    ['an open list', '[tools]\ngo = ["1.22"'],
    ['a list in a list without end', `[tools]\ngo = ${'['.repeat(5000)}`],
  ])('is not in %s', (_, text) => {
    expect(miseGo(text)).toBe(undefined);
  });
});
