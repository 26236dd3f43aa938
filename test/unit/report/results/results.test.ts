import { describe, expect, it } from 'vitest';
import type { TreeVerdict } from '../../../../src/core/toolchain/tree-verdict.ts';
import { parseVersion } from '../../../../src/core/version.ts';
import { styleFor } from '../../../../src/report/page/style.ts';
import { offeredLinesText, offeredReleasesText } from '../../../../src/report/results/list-remote-text.ts';
import { listText } from '../../../../src/report/results/list-text.ts';
import { outdatedText } from '../../../../src/report/results/outdated-text.ts';
import { pruneText } from '../../../../src/report/results/prune-text.ts';
import {
  removalPlanText,
  removedText,
  staysText,
  severalQuestion,
} from '../../../../src/report/results/uninstall-text.ts';
import { chosenText, readyText, takenBackText } from '../../../../src/report/results/use-text.ts';
import { briefVerdictText, verdictsText } from '../../../../src/report/results/verify-text.ts';

const page = {
  style: styleFor({ isTerminal: false, columns: 80, write: () => undefined }, {}),
  width: undefined,
};
const version = parseVersion('1.22.5') ?? expect.fail('1.22.5 is a release');
const older = parseVersion('1.22.4') ?? expect.fail('1.22.4 is a release');
const EVIL = '/a\u001b[2Jb';
const SHOWN = '/a\\u{1b}[2Jb';

describe('gv use', () => {
  it('names the choice and its file, cleaned', () => {
    expect(chosenText({ pin: '1.22', file: EVIL })).toBe(`go 1.22 (${SHOWN})\n`);
    expect(takenBackText(EVIL)).toBe(`${SHOWN} no longer chooses a version\n`);
    expect(takenBackText(undefined)).toBe('no version was chosen here\n');
  });

  const base = {
    label: '1.22.5',
    name: '1.22.5',
    goroot: '/r/versions/1.22.5',
    rule: 'pin',
    file: '/p/.go-version',
    line: 1,
    asked: '1.22',
    raised: undefined,
  } as const;

  it('says what answers, why, and what the go command changes to', () => {
    const floor = { why: '/p/go.mod:3 needs at least 1.24', version };
    expect(readyText(base, [floor])).toBe(
      'go 1.22.5 (/p/.go-version)\n/p/go.mod:3 needs at least 1.24: go 1.22.5\n',
    );
    const newest = { ...base, rule: 'newest', file: '' } as const;
    expect(readyText(newest, [])).toBe('go 1.22.5 (no version is requested here: the newest installed)\n');
    const raised = { from: '1.21.3', floor: '1.22', file: '/p/go.mod', line: 3 };
    expect(readyText({ ...newest, raised }, [])).toBe(
      'go 1.22.5 (the newest says 1.21.3, and /p/go.mod:3 needs at least 1.22)\n',
    );
  });
});

describe('gv list', () => {
  const plain = {
    version,
    here: false,
    global: false,
    prerelease: false,
    origin: 'proven',
    moduleZip: false,
    size: 78_700_000,
    update: null,
    endOfLife: false,
    index: null,
  } as const;

  it('marks what answers here and what is not as usual', () => {
    const odd = {
      ...plain,
      version: older,
      here: true,
      global: true,
      moduleZip: true,
      origin: 'unproven',
    } as const;
    const foreign = { ...plain, index: 'mirror.test' };
    expect(listText([foreign], { page, filtered: false })).toBe(
      '   1.22.5  78.7 MB  index of mirror.test, proven\n',
    );
    expect(listText([plain, odd], { page, filtered: false })).toBe(
      '   1.22.5  78.7 MB  proven\n*  1.22.4  78.7 MB  global, module zip, UNPROVEN\n',
    );
    const shared = { ...plain, size: null, moduleZip: true, shared: true } as const;
    expect(listText([shared], { page, filtered: false })).toBe('   1.22.5  -  shared, proven\n');
    const known = { ...plain, size: null, update: '1.22.12', endOfLife: true } as const;
    expect(listText([known], { page, filtered: false })).toBe(
      '   1.22.5  -  update to 1.22.12, end of life, proven\n',
    );
    const copied = { ...plain, size: null, moduleZip: true } as const;
    expect(listText([copied], { page, filtered: false })).toBe(
      '   1.22.5  -  module zip, imported, proven\n',
    );
    expect(listText([copied], { page: { ...page, width: 80 }, filtered: false })).toContain(
      'imported: copied from another manager, so that nothing was downloaded',
    );
  });

  it('has a check mark and a legend of the marks that it shows on a terminal alone', () => {
    const onTerminal = { ...page, width: 80 };
    const here = { ...plain, here: true, endOfLife: true, moduleZip: true } as const;
    expect(listText([here], { page: onTerminal, filtered: false })).toBe(
      '*  1.22.5  78.7 MB  ✓ end of life, module zip\n\n' +
        '* runs here; ✓ proven; MB: size of the download; end of life: no more fixes from\n' +
        'the Go team; module zip: lacks api, doc, misc and test, which go does not need\n',
    );
    expect(
      listText([{ ...plain, origin: 'own-key', size: null }], { page: onTerminal, filtered: false }),
    ).toBe('   1.22.5  -  signed by a key of your keyring\n');
  });

  it('tells an empty disk from a query that nothing matches', () => {
    expect(listText([], { page, filtered: false })).toBe('nothing is installed yet: gv install latest\n');
    expect(listText([], { page, filtered: true })).toContain('no installed toolchain matches');
  });

  it('--remote shows lines, or releases', () => {
    const line = {
      line: '1.22',
      newest: version,
      state: 'ended',
      from: ['official', 'proxy'],
      installed: [older],
    } as const;
    expect(offeredLinesText([line], page)).toBe(
      '1.22  1.22.5  end of life  official and proxy  installed: 1.22.4\n',
    );
    const release = { version, state: 'supported', installed: true, from: [], size: 78_700_000 } as const;
    expect(offeredReleasesText([release], page)).toBe('*  1.22.5  78.7 MB  not offered for this platform\n');
  });
});

describe('gv outdated', () => {
  it('says what is new in each line', () => {
    const line = {
      line: '1.22',
      installed: [older],
      newest: version,
      support: 'supported',
      outdated: true,
    } as const;
    expect(outdatedText([line, { ...line, newest: undefined, outdated: false }])).toBe(
      '1.22  1.22.4  -> 1.22.5      supported\n1.22  1.22.4  not published  supported\n',
    );
  });
});

describe('gv uninstall and gv prune', () => {
  const removal = { toolchain: { version, path: EVIL }, usedBy: EVIL };

  it('say what went, or would', () => {
    expect(removedText(removal)).toBe(`removed go 1.22.5 (${SHOWN})\n`);
    expect(removalPlanText(removal, { force: false })).toBe(
      `would not remove go 1.22.5 (${SHOWN}): in use by ${SHOWN}\n`,
    );
    expect(staysText(removal)).toBe(`go 1.22.5 stays: in use by ${SHOWN} (--force removes it all the same)`);
    expect(severalQuestion('1.22', [version, older])).toBe('1.22 means go 1.22.5, 1.22.4. Remove them all?');
  });

  it('add up what is freed', () => {
    const gone = [{ kind: 'download', version, path: '/c/x.tar.gz', bytes: 1000 }] as const;
    const kept = [{ version: older, files: ['/p/.go-version'] }];
    expect(pruneText({ gone, kept, lists: [], freed: 1000, dryRun: true })).toBe(
      'would remove /c/x.tar.gz (1.0 kB)\ngo 1.22.4 stays: /p/.go-version\nwould free 1.0 kB\n',
    );
    const none = { gone: [], kept: [], freed: 0, dryRun: false };
    expect(pruneText({ ...none, lists: [] })).toBe('nothing to remove\n');
    expect(pruneText({ ...none, lists: ['/r/trust/releases/official'] })).toBe(
      'forgot /r/trust/releases/official\n',
    );
  });
});

describe('gv verify', () => {
  const findings = Array.from(
    { length: 23 },
    (_, index) => ({ kind: 'changed', path: `src/${index}` }) as const,
  );
  const changed: TreeVerdict = {
    version,
    path: '/r/versions/1.22.5',
    state: 'changed',
    files: 100,
    findings,
    receipt: undefined,
    unrecorded: [],
    log: { state: 'not-asked', why: 'host.test cannot be reached' },
    uncovered: [],
    receiptOnly: [],
  };

  it('tells twenty flaws, and a screen five of them from the same words', () => {
    const lines = verdictsText([changed]).split('\n');
    expect(lines[0]).toBe('go 1.22.5 (/r/versions/1.22.5): CHANGED, 23 differences');
    expect(lines[21]).toBe('  and 3 more (--json shows all)');
    const brief = briefVerdictText(changed).split('\n');
    expect(brief.slice(0, 6)).toEqual(lines.slice(0, 6));
    expect(brief[6]).toBe('  and 18 more (gv verify 1.22.5 shows more)');
  });

  it('takes no tree for sound that the checksum database contradicts, though only a record is named', () => {
    const record = { kind: 'log', h1: 'h1:x=', record: 7, treeSize: 9 } as const;
    const why = { code: 'offline', message: 'offline', hint: undefined } as const;
    const bad: TreeVerdict = {
      ...changed,
      findings: [{ kind: 'unreadable', path: '/r/receipts/1.22.5.json' }],
      log: { state: 'differs', record, h1: 'h1:y=', named: { by: 'nothing', why } },
    };
    expect(verdictsText([bad])).toMatch(/: CHANGED, 1 difference\n/);
    const named = { ...bad, log: changed.log };
    expect(verdictsText([named])).toMatch(/: as installed, 100 files; gv's own record of it is damaged\n/);
  });

  it('tells what the checksum database proved, and what that leaves out', () => {
    const record = { kind: 'log', h1: 'h1:x=', record: 7, treeSize: 9 } as const;
    const proven: TreeVerdict = {
      ...changed,
      state: 'intact',
      findings: [],
      uncovered: ['api', 'doc'],
      log: { state: 'proven', record },
    };
    expect(verdictsText([proven])).toBe(
      'go 1.22.5 (/r/versions/1.22.5): as released, 100 files\n' +
        "  proof: record 7 of Go's checksum database (9 records), h1:x=\n  not covered: api, doc\n",
    );
    const why = 'the digests of the files have the recorded h1, so that --full had nothing to download';
    expect(verdictsText([proven], { full: true })).toContain(`  ${why}\n`);
    expect(verdictsText([changed], { full: true })).not.toContain(why);
    expect(verdictsText([])).toBe('nothing is installed yet: gv install latest\n');
  });
});
