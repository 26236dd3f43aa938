import { GvError } from '../../errors.ts';
import { isFileArgument } from '../parts/file-argument.ts';
import type { Input } from '../parts/spec.ts';

/** The subject of a command line of `gv verify`. */
export type VerifySubject = 'self' | 'files' | 'directories' | 'installed' | 'proof';

/** Options that only toolchains have. */
const OF_TOOLCHAINS = ['all', 'full', 'repair', 'upgradeProofs', 'proof'];

/** Options of one file, and those that only files have. */
const OF_ONE_FILE = ['signature', 'sha256', 'logProof'];
const OF_FILES = [...OF_ONE_FILE, 'keyring'];
const FILE_EXAMPLE = 'gv verify ./go1.22.5.linux-amd64.tar.gz';

/** The subject of a command line; fails with `usage` for options and arguments that do not belong together. */
export function verifySubject({ args, options }: Input): VerifySubject {
  const isOfPaths = options.texts('path').length > 0;
  const ofFile = OF_FILES.find((name) => options.text(name) !== undefined);
  const isRequiring = options.text('require') !== undefined;
  const odd = OF_TOOLCHAINS.find((flag) => options.flag(flag));
  if (options.flag('self')) {
    const isAlone = !isOfPaths && ofFile === undefined && odd === undefined && !isRequiring;
    if (args.length === 0 && isAlone) return 'self';
    throw usage('--self takes no other arguments', 'gv verify --self');
  }
  if (!isOfPaths && args.some(isFileArgument)) {
    const other = args.find((argument) => !isFileArgument(argument));
    if (other !== undefined)
      throw usage(`${other} is not a file`, `For a file in this directory, type ./${other}`);
    const ofOne = OF_ONE_FILE.find((name) => options.text(name) !== undefined);
    if (args.length > 1 && ofOne !== undefined)
      throw usage(`${spelled(ofOne)} belongs to one file`, 'Verify the files one by one.');
    if (odd !== undefined) throw usage(`${spelled(odd)} belongs to toolchains`, 'gv verify ./FILE');
    return 'files';
  }
  // A demand that is not looked at must not pass.
  if (ofFile !== undefined) throw usage(`${spelled(ofFile)} belongs to a file`, FILE_EXAMPLE);
  if (isRequiring && (options.flag('proof') || isOfPaths))
    throw usage('--require belongs to files and installed toolchains', 'gv verify --require log 1.22.5');
  if (options.flag('proof')) return proofSubject({ args, options });
  if (!isOfPaths) {
    if (!options.flag('all') || args.length === 0) return 'installed';
    throw usage('--all means every installed toolchain and takes no version', 'gv verify --all');
  }
  if (args.length > 0 || options.flag('all'))
    throw usage('--path names a directory, and no version or file stands beside it', 'gv verify --path DIR');
  const changing = ['repair', 'upgradeProofs'].find((flag) => options.flag(flag));
  if (changing === undefined) return 'directories';
  throw usage(
    `${spelled(changing)} takes no --path: the trees of others stay as they are`,
    `gv verify ${spelled(changing)} 1.22.5`,
  );
}

/** The option as a person types it. */
function spelled(flag: string): string {
  return `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function proofSubject({ args, options }: Pick<Input, 'args' | 'options'>): 'proof' {
  const others = OF_TOOLCHAINS.filter((flag) => flag !== 'proof' && options.flag(flag));
  if (args.length === 1 && others.length === 0 && options.texts('path').length === 0) return 'proof';
  throw usage('--proof takes one release and nothing else', 'gv verify --proof 1.22.5');
}

/** The options that decide how toolchains are looked at. */
export function verifyFlags({ options }: Input): Record<'full' | 'repair' | 'upgradeProofs', boolean> {
  return {
    full: options.flag('full'),
    repair: options.flag('repair'),
    upgradeProofs: options.flag('upgradeProofs'),
  };
}

function usage(message: string, hint: string): GvError {
  return new GvError('usage', message, { hint });
}
