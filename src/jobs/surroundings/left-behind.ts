import { resolve } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { parseGotoolchain } from '../../core/go/gotoolchain.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { isDirectory } from '../../io/disk/access.ts';
import { writtenSetting, type WrittenSetting } from '../../io/go/go-settings.ts';
import { plainPolicy } from '../../io/here/plain-policy.ts';
import type { Run, World } from '../../world.ts';

/** Findings about settings that an earlier `go env -w` or a start-up file left, and that overrule every toolchain that gv chooses. */
export function leftBehind(world: World): readonly Finding[] {
  return [...goroot(world), ...forcedToolchain(world)];
}

/** Warns of each such setting in one line: a user who chooses or installs a Go would get another one. */
export function warnOfLeftBehind(run: Run): void {
  for (const { text, cure } of leftBehind(run)) run.emit({ type: 'warning', text: `${text}; ${cure}` });
}

/** The GOROOT of `go env -w`. The shims clear a GOROOT of the environment, and cannot clear that one. */
export function writtenGoroot(world: World): (WrittenSetting & { readonly exists: boolean }) | undefined {
  const written = writtenSetting(world, 'GOROOT');
  return written && { ...written, exists: isDirectory(resolve(world.cwd, written.value)) };
}

function goroot(world: World): readonly Finding[] {
  const written = writtenGoroot(world);
  if (written === undefined) return [];
  const { value, file, line, exists } = written;
  const what = `${file}:${line} says GOROOT=${value}`;
  if (exists) {
    const text = `${what}: go build fails in every toolchain but that one`;
    return [
      {
        code: 'goroot-written',
        text,
        cure: 'go env -u GOROOT',
        undo: undoOf('GOROOT', written),
        at: { file, line },
      },
    ];
  }
  // The go command ends before it could change its own file (cmd/go, main).
  const text = `${what}, which is not there: every go command fails, go env too`;
  return [
    {
      code: 'goroot-written',
      text,
      cure: `take line ${line} out of ${file}`,
      undo: `the line again: GOROOT=${value}`,
      at: { file, line },
    },
  ];
}

/** A toolchain that GOTOOLCHAIN names runs in place of the one that gv chose, older or newer. None where it names `chosen`. */
export function forcedToolchain(world: World, chosen?: string): readonly Finding[] {
  const exported = world.env['GOTOOLCHAIN'] ?? '';
  if (exported !== '') return exportedGotoolchain(exported, chosen);
  const written = plainPolicy(world.layout) === undefined ? writtenSetting(world, 'GOTOOLCHAIN') : undefined;
  const forced = written && forcedBy(written.value, chosen);
  if (written === undefined || forced === undefined) return [];
  const text = `${written.file}:${written.line} says ${forced}`;
  const undo = undoOf('GOTOOLCHAIN', written);
  const at = { file: written.file, line: written.line };
  return [{ code: 'gotoolchain-written', text, cure: 'go env -u GOTOOLCHAIN', undo, at }];
}

/** Advice, as images and jobs may export it on purpose. */
function exportedGotoolchain(value: string, chosen: string | undefined): readonly Finding[] {
  const forced = forcedBy(value, chosen);
  if (forced === undefined) return [];
  const text = `the environment says ${forced}`;
  return [{ code: 'gotoolchain-exported', level: 'advice', text, cure: 'unset GOTOOLCHAIN' }];
}

/** The setting and its effect; undefined for a value that names no toolchain, or the chosen one. */
function forcedBy(value: string, chosen: string | undefined): string | undefined {
  const setting = parseGotoolchain(value);
  if ('refused' in setting || setting.least === undefined) return undefined;
  if (setting.least.name === `go${chosen}`) return undefined;
  return `GOTOOLCHAIN=${value}: ${setting.least.name} runs, whichever Go gv chooses`;
}

function undoOf(name: string, { value }: WrittenSetting): string {
  return `go env -w ${shellWord(`${name}=${value}`)}`;
}
