import { describe, expect, it } from 'vitest';
import { parseEditorSettings } from '../../../../src/core/settings/editor-settings.ts';

describe('settings of VS Code', () => {
  it('name another Go in four ways, each with its line', () => {
    const text = `{
  // a comment
  "go.goroot": "/usr/local/go",
  "go.alternateTools": { "go": "/opt/go/bin/go", "gopls": "/x" },
  "go.toolsEnvVars": {
    "GOFLAGS": "-mod=vendor",
    "GOPROXY": "x",
  },
  "gopls": { "build.experimentalWorkspaceModule": true },
}`;
    expect(parseEditorSettings(text)).toEqual([
      { kind: 'goroot', key: 'go.goroot', value: '/usr/local/go', line: 3 },
      { kind: 'program', key: 'go.alternateTools.go', value: '/opt/go/bin/go', line: 4 },
      { kind: 'variable', key: 'go.toolsEnvVars.GOFLAGS', value: '-mod=vendor', line: 6 },
      { kind: 'gone', key: 'gopls.experimentalWorkspaceModule', value: 'true', line: 9 },
    ]);
  });

  it('may be empty, of other types, or no JSON', () => {
    for (const text of [
      '',
      '[]',
      '7',
      '{"go.goroot": 7, "go.alternateTools": "x", "gopls": null}',
      '{"go.goroot": ""}',
    ])
      expect(parseEditorSettings(text)).toEqual([]);
  });
});
