import { refusedFlag, variantOf, type Variant } from '../../core/test-run/variant.ts';
import { GvError, interruption } from '../../errors.ts';
import { testCheckup } from '../../jobs/test-run/test-checkup.ts';
import { testText } from '../../report/own/test-text.ts';
import type { Run } from '../../world.ts';
import { countOption } from '../compare/versions-option.ts';
import type { Input, Options } from '../parts/spec.ts';
import { timeoutIn } from './doctor-sections.ts';
import { reportCheckup, reportForm } from './doctor-shown.ts';

const SECONDS = 600;
const ROUNDS = 6;

/** Options of other sections. */
const OTHERS = ['fix', 'online', 'graph', 'editors', 'vcs', 'throughput', 'wholeChain'] as const;

/** `gv doctor test [PACKAGES] [-- FLAGS]`: the section that runs the user's tests. */
export async function runTest(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  refuseOthers(options);
  const form = await reportForm(input);
  const words = args.slice(1);
  const begin = words.findIndex((word) => word.startsWith('-'));
  const patterns = begin < 0 ? words : words.slice(0, begin);
  const flags = begin < 0 ? [] : words.slice(begin);
  const refused = refusedFlag(flags);
  if (refused !== undefined)
    throw new GvError('usage', `gv doctor test does not go together with ${refused} of go test`, {
      hint: `gv doctor test ./...; leave ${refused} out`,
    });
  const checkup = await testCheckup(run, {
    patterns: patterns.length === 0 ? ['./...'] : patterns,
    flags,
    cold: options.flag('cold'),
    compare: options.texts('compare').flatMap(variantsIn),
    rounds: countOption(input, { name: 'rounds', usual: ROUNDS, most: 1000 }),
    timeoutMs: (timeoutIn(options) ?? SECONDS) * 1000,
  });
  const { test } = checkup;
  if (run.signal.aborted && test?.graph === 'none') throw interruption(run.signal);
  const above = test === undefined ? '' : testText(test, { page: report.page, env: run.env });
  const parts = (): Promise<string> => Promise.resolve(above);
  const exit = await reportCheckup(run, checkup, { ...form, report, parts });
  if (run.signal.aborted) throw interruption(run.signal);
  return exit;
}

function variantsIn(text: string): readonly Variant[] {
  return text.split(',').map((word) => {
    const variant = variantOf(word.trim());
    if (variant !== undefined) return variant;
    throw new GvError(
      'usage',
      `--compare of the section test does not take ${word === '' ? 'an empty word' : word}`,
      {
        hint: 'gv doctor test --compare race,cover,vet=off,p=1,oldstable',
      },
    );
  });
}

function refuseOthers(options: Options): void {
  const given = [
    ...OTHERS.filter((name) => options.flag(name)),
    ...(options.text('idle') === undefined ? [] : ['idle']),
    ...(options.flag('go') ? [] : ['no-go']),
  ].map((name) => `--${name === 'wholeChain' ? 'whole-chain' : name}`);
  if (given.length === 0) return;
  throw new GvError('usage', `${given.join(', ')} is not of the section test`, { hint: 'gv doctor test' });
}
