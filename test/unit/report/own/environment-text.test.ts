import { describe, expect, it } from 'vitest';
import { environmentText } from '../../../../src/report/own/environment-text.ts';

const ESCAPE = '\u{1b}[2J\u{202e}';

describe('the page of gv doctor env', () => {
  it('shows hidden characters of settings, paths and running programs as letters', () => {
    const setting = { name: 'GOFLAGS', value: `-tags=${ESCAPE}`, from: `/home/${ESCAPE}`, line: 2 };
    const starts = { go: `/a/${ESCAPE}`, version: '1.24.9', why: ESCAPE };
    const tool = { name: `gopls${ESCAPE}`, processes: [7, 8], builtWith: `go1.22.5${ESCAPE}` };
    const text = environmentText(
      {
        settings: [{ ...setting, inGo: null, afterSwitch: `stays ${ESCAPE}` }],
        goOnPath: [{ path: `/b/${ESCAPE}`, version: null, owner: 'other' }],
        installsTo: `/c/${ESCAPE}`,
        tools: [{ path: `/d/${ESCAPE}`, builtWith: 'go1.22.5' }],
        managers: [],
        running: {
          tools: [
            { ...tool, starts },
            { ...tool, starts: { ...starts, go: null, version: null } },
          ],
        },
      },
      { width: undefined },
    );
    expect(text.match(/\\u\{1b\}/g)).toHaveLength(12);
    expect(text.replaceAll('\n', '')).toMatch(/^[\u{20}-\u{7e}]+$/u);
  });

  it('says where no running program can be seen', () => {
    const nothing = { settings: [], goOnPath: [], installsTo: '', tools: [], managers: [] };
    const page = (running: { readonly unknown?: string }): string =>
      environmentText({ ...nothing, running: { tools: [], ...running } }, { width: undefined });
    expect(page({ unknown: 'this system does not tell' })).toContain(
      '\nrunning: unknown (this system does not tell)\n',
    );
    expect(page({})).toContain('\nrunning: no gopls, dlv or linter of yours\n');
  });
});
