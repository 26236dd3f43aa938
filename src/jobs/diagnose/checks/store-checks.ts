import { basename, join } from 'node:path';
import type { Complaint } from '../../../core/choice/finding.ts';
import { pinText } from '../../../core/choice/pin.ts';
import { canSwitch } from '../../../core/go/gotoolchain.ts';
import { shellWord } from '../../../core/shells/quote.ts';
import { parseVersion } from '../../../core/version.ts';
import { mayWrite, ownerOf } from '../../../io/disk/access.ts';
import { entryKind, linkTarget, namesIn, readSmall } from '../../../io/disk/read.ts';
import { removeFile } from '../../../io/disk/write.ts';
import { shownPin } from '../../../io/here/pin-files.ts';
import { isAppleSilicon } from '../../../io/host/machine.ts';
import { foreignStaged, stagedReleases } from '../../../io/stage/leftovers.ts';
import { removeRecords } from '../../../io/stage/records.ts';
import { readGlobal, globalToolchain } from '../../../io/store/global-version.ts';
import { mutexHolders } from '../../../io/store/mutex-holders.ts';
import {
  canRun,
  damagedToolchains,
  installedToolchains,
  receiptOf,
  toolchainsWithDamaged,
} from '../../../io/store/toolchains.ts';
import type { Run, World } from '../../../world.ts';
import { rehash } from '../../installed/rehash.ts';

/** Checks GV_ROOT: whether gv may write there, leftovers, and the records of each toolchain. */
export function storeComplaints(run: Run): readonly Complaint[] {
  return [
    ...notWritable(run),
    ...globalMissing(run),
    ...strays(run),
    ...toolchainComplaints(run),
    ...translatedComplaints(run),
    ...orphanReceipts(run),
    ...leftovers(run),
  ];
}

function notWritable({ layout }: World): readonly Complaint[] {
  // A missing root is a finding too, as this gv runs from it.
  if (mayWrite(layout.root) === 'yes') return [];
  const owner = ownerOrNothing(layout.root);
  // In a root of another account everything else works: an administrator installs there for all.
  if (layout.user !== undefined && owner !== undefined)
    return [
      {
        code: 'root-read-only',
        level: 'note',
        text: `${layout.root} belongs to ${owner}, who alone may install and remove there`,
        cure: `nothing; to install for yourself, set gv up in a directory of your own (GV_ROOT)`,
      },
    ];
  const text = `${layout.root} cannot be written, so nothing can be installed or removed`;
  return [
    {
      code: 'root-read-only',
      text,
      cure: 'check its owner (ls -ld), or set GV_ROOT to a directory of yours',
    },
  ];
}

function ownerOrNothing(path: string): string | undefined {
  return entryKind(path) === 'absent' ? undefined : ownerOf(path);
}

function globalMissing({ layout }: World): readonly Complaint[] {
  const file = layout.globalVersion;
  const text = readSmall(file);
  if (text === undefined || readGlobal(layout)?.kind === 'system') return [];
  if (globalToolchain(layout, installedToolchains(layout)) !== undefined) return [];
  const asked = pinText(text);
  const says = asked === undefined ? 'no version' : `${shownPin({ file, asked })}, which is not installed`;
  const what = `the global version (${file}) is ${says}`;
  return [{ code: 'global-missing', text: what, cure: 'gv use -g latest, or any other version' }];
}

/** Finds links under versions/ whose tree is gone, and names that gv never gives. */
function strays({ layout }: World): readonly Complaint[] {
  const gone = damagedToolchains(layout).filter(({ lacks }) => lacks === 'tree');
  const known = new Set([...installedToolchains(layout), ...gone].map(({ path }) => basename(path)));
  const others = namesIn(layout.versions)
    .filter((name) => !known.has(name) && name !== basename(layout.stagingInVersions))
    .map((name): Complaint => ({
      code: 'not-a-toolchain',
      level: 'advice',
      text: `${join(layout.versions, name)} is not a toolchain (no bin/go, or not the name of a release)`,
      cure: `rm -r ${shellWord(join(layout.versions, name))}, unless it is yours`,
    }));
  return [
    ...others,
    ...gone.map(({ version, path }): Complaint => ({
      code: 'tree-gone',
      text: `${path} is a link to ${linkTarget(path) ?? 'a tree'}, which is gone, so go ${version.label} does not run`,
      cure: `gv uninstall ${version.label} removes the link; gv install ${version.label} brings a toolchain of gv's own`,
    })),
  ];
}

function toolchainComplaints({ layout }: World): readonly Complaint[] {
  return installedToolchains(layout).flatMap(({ version, path }) => {
    const cure = `gv install --force ${version.label}`;
    const found: Complaint[] = [];
    if (!canRun({ version, path })) {
      const text = `${join(path, 'bin', 'go')} is empty or may not be executed, so go ${version.label} does not run`;
      found.push({ code: 'go-cannot-run', text, cure });
    }
    if (receiptOf(layout, version) === undefined) {
      const text = `go ${version.label} has no receipt that gv can read, so its proofs are not known`;
      found.push({ code: 'no-receipt', text, cure });
    }
    if (canSwitch(version) && entryKind(join(path, 'go.env')) === 'absent') {
      const text = `${path} has no go.env, so its go never switches and knows no proxy`;
      found.push({ code: 'go-env-missing', text, cure });
    }
    return found;
  });
}

/** Toolchains for amd64 on a Mac whose processor is arm64: they work, and every build takes longer. */
function translatedComplaints(world: World): readonly Complaint[] {
  const { layout, platform } = world;
  const found = installedToolchains(layout).filter(
    ({ path }) => entryKind(join(path, 'pkg', 'tool', 'darwin_amd64')) !== 'absent',
  );
  if (found.length === 0 || !isAppleSilicon(world)) return [];
  return found.map(({ version }) => {
    const again = `gv install --force ${version.label}`;
    return {
      code: 'translated',
      level: 'advice',
      text: `go ${version.label} is for darwin/amd64, and this Mac runs its programs translated by Rosetta`,
      // A gv that is translated itself would install the same again.
      cure: platform.arch === 'arm64' ? again : `set gv up again by its install.sh, then ${again}`,
    };
  });
}

function orphanReceipts({ layout }: World): readonly Complaint[] {
  const installed = new Set(toolchainsWithDamaged(layout).map(({ version }) => version.name));
  const names = namesIn(layout.receipts).map((file) => file.replace(/\.(?:json|sha256)$/, ''));
  return [...new Set(names)]
    .filter((name) => parseVersion(name)?.name === name && !installed.has(name))
    .map((name) => ({
      code: 'orphan-receipt',
      level: 'advice',
      text: `${layout.receipt(name)} is the receipt of a toolchain that is not installed`,
      cure: 'gv doctor --fix removes it',
      mend: () => removeRecords(layout, name),
    }));
}

/** Finds leftovers of a killed gv: unfinished work, and notes of a holder of a mutex. The files of a running gv do not count. */
function leftovers(run: Run): readonly Complaint[] {
  const { layout } = run;
  const holders = mutexHolders(layout);
  const busy = new Set(holders.filter(({ lives }) => lives).map(({ mutex }) => mutex));
  const staged = stagedReleases(layout).filter(({ name }) => !busy.has(`go${name}`));
  return [
    ...staged.map(({ name }): Complaint => ({
      code: 'staging-left',
      level: 'advice',
      text: `${layout.staging} holds unfinished work on go ${name}`,
      cure: 'gv rehash',
      mend: async () => {
        await rehash(run);
      },
    })),
    ...foreignStaged(layout).map((path): Complaint => ({
      code: 'staging-left',
      level: 'advice',
      text: `${path} is no work of gv's, which therefore leaves it alone`,
      cure: `rm -r ${shellWord(path)}, unless it is yours`,
    })),
    ...holders
      .filter(({ lives }) => !lives)
      .map(({ file, text }): Complaint => ({
        code: 'stale-lock',
        level: 'advice',
        text: `${file} names a process that has ended (${text}); the mutex itself is free`,
        cure: 'gv doctor --fix removes it',
        mend: () => removeFile(file),
      })),
  ];
}
