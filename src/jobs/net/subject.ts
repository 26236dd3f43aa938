import { dirname, join } from 'node:path';
import { matchesPrefixPatterns } from '../../core/go/module-patterns.ts';
import { LIMITS } from '../../core/limits.ts';
import { parseTarget } from '../../core/net/subject.ts';
import { TOOLCHAIN_MODULE, moduleVersionOf } from '../../core/release/module-name.ts';
import { requirements } from '../../core/settings/vendored.ts';
import { GvError, isDiskFailure } from '../../errors.ts';
import { lastListed } from '../../io/cache/last-listed.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import type { Run } from '../../world.ts';
import { goModHere } from '../environment/module-settings.ts';
import type { Subject } from '../environment/subject.ts';
import type { NetContext, NetSubject } from './context.ts';

type Read = NetContext['read'];

/**
 * The module that is asked about: the one of the command line; else the first public requirement of the go.mod here that go.sum
 * knows; else the toolchain that gv would install next. Fails with `usage` for a text that names no module and no address.
 */
export function netSubject(run: Run, { go, read }: { go: Subject; read: Read }, text?: string): NetSubject {
  if (text !== undefined) return asked(text, read);
  const [module = '', version] = (requirementHere(go, read) ?? nextToolchain(run, go)).split('@');
  return ofModule(read, module, version);
}

function asked(text: string, read: Read): NetSubject {
  const target = parseTarget(text);
  if (target === undefined)
    throw new GvError('usage', 'gv doctor net takes MODULE, MODULE@VERSION or an http or https URL', {
      hint: 'gv doctor net golang.org/x/text@v0.14.0',
    });
  if (target.kind === 'module') return ofModule(read, target.module, target.version);
  return {
    module: undefined,
    version: undefined,
    url: target.url,
    isPrivate: false,
    isExempt: false,
    usesSumdb: false,
  };
}

function ofModule(read: Read, module: string, version: string | undefined): NetSubject {
  const isToolchain = module === TOOLCHAIN_MODULE;
  const isExempt = matchesPrefixPatterns(read('GONOSUMDB').value, module);
  return {
    module,
    version,
    url: undefined,
    isPrivate: matchesPrefixPatterns(read('GONOPROXY').value, module),
    // go wants the database's word for a toolchain whatever the settings say (cmd/go/internal/modfetch, useSumDB).
    isExempt,
    usesSumdb: isToolchain || (read('GOSUMDB').value !== 'off' && !isExempt),
  };
}

function requirementHere(go: Subject, read: Read): string | undefined {
  const file = goModHere(go);
  if (file === undefined || !file.path.endsWith('go.mod')) return undefined;
  const sums = readSmallOrNothing(join(dirname(file.path), 'go.sum'), LIMITS.moduleFileBytes) ?? '';
  const isPublic = (module: string): boolean =>
    ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB'].every((name) => !matchesPrefixPatterns(read(name).value, module));
  return requirements(file.text).find((each) => {
    const [module = ''] = each.split('@');
    return isPublic(module) && parseTarget(each) !== undefined && sums.includes(`${each.replace('@', ' ')} `);
  });
}

/** The newest release that a server named to gv; else the Go that runs. */
function nextToolchain(run: Run, { version }: Subject): string {
  const newest = newestListed(run) ?? version;
  return newest === undefined
    ? TOOLCHAIN_MODULE
    : `${TOOLCHAIN_MODULE}@${moduleVersionOf(`go${newest}`, run.platform)}`;
}

function newestListed(run: Run): string | undefined {
  try {
    return lastListed(run.layout).find(({ kind }) => kind === '')?.name;
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}
