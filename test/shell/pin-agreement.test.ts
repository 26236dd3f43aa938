import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePin } from '../../src/core/choice/pin.ts';
import { pinIn } from '../../src/io/here/pin-files.ts';
import { random } from '../support/random.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

const SEED = 20_261_128;
const COUNT = 300;

/** Parts of the texts that people and other tools leave in a pin, between bars. */
const PARTS = [
  '1¦22¦1.22¦1.22.5¦1.20.0¦1.27rc2¦2.1¦22.5¦0¦01¦1.22.5.1¦1.123456789¦1.1234567890¦rc2¦beta1¦latest¦stable¦oldstable¦system',
  '.¦.x¦.X¦.*¦x¦*¦~¦~1.22¦^¦>=¦<¦||¦-¦go¦v¦latest:¦prefix:1.22¦golang ¦go ¦golang\t¦nodejs 20\n¦\ngolang ¦#¦# why¦\n# c\n',
  ' ¦\t¦\v¦\n¦\r\n¦\uFEFF¦\u0085¦\u00A0¦\u3000¦\u200B¦é¦"¦$(id)',
].flatMap((parts) => parts.split('¦'));

/** One of these in every third text, so that many texts are pins. */
const WHOLE = [
  '1.22.x',
  '1.22.X',
  '1.22.*',
  '~1.22',
  'go1.22.x',
  'v1.22',
  '1.22.5',
  '1',
  'latest',
  '1.20.0',
  '2.1.3',
];

function texts(): readonly string[] {
  const next = random(SEED);
  const pick = (from: readonly string[]): string => from[next(from.length)] ?? '';
  return Array.from({ length: COUNT }, (_, index) => {
    const parts = Array.from({ length: 1 + next(4) }, () => pick(PARTS)).join('');
    const blank = pick(['', ' ', '\n', '\r\n', '\u0085', ' # c\n', '\n\n1.24\n']);
    const text = index % 3 === 0 ? `${pick(WHOLE)}${blank}` : parts;
    return index % 2 === 0 ? text : `${pick(['golang ', 'go ', '', '# c\ngolang\t'])}${text}`;
  });
}

/** Prints for each directory: its name, the rule or the failure, and the version that was asked for. */
const ASK = `
. "$1/lib/shims/resolve.sh"
for each in "$2"/*; do
  __gv_resolve "$1" "$each" || :
  case $__gv_code:$__gv_rule in
    bad-pin:*) __gv_rule=bad __gv_asked='' ;;
    *:pin) ;;
    *) __gv_asked='' ;;
  esac
  printf '%s|%s|%s\\n' "\${each##*/}" "$__gv_rule" "$__gv_asked"
done
`;

describe.each(presentShells())('the pin that $name reads is the pin that TypeScript reads', (shell) => {
  let made: ShellRoot;
  const all = texts();
  beforeAll(() => {
    made = furnishedRoot();
    for (const [index, text] of all.entries())
      made.write(join(`${index}`, index % 2 === 0 ? '.go-version' : '.tool-versions'), text);
    made.write('../home/ask', ASK);
  });
  afterAll(() => made[Symbol.dispose]());

  it.each(['C', 'C.UTF-8'])(`${COUNT} texts of seed ${SEED}, in the locale %s`, async (locale) => {
    const ran = await made.run(join(made.home, 'ask'), [made.root, made.project], {
      shell,
      env: { LC_ALL: locale },
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const answers = new Map(
      ran.stdout
        .trimEnd()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('|')), line]),
    );
    const pins = all.map((text, index) => {
      const [, rule = '', asked = ''] = answers.get(`${index}`)?.split('|') ?? [];
      const pin = pinIn(join(made.project, `${index}`));
      return {
        text,
        shell: rule === 'pin' ? (parsePin(asked) ?? asked) : undefined,
        typescript: parsePin(pin?.asked ?? ''),
      };
    });
    expect(pins.filter((each) => JSON.stringify(each.shell) !== JSON.stringify(each.typescript))).toEqual([]);
    expect(pins.filter((each) => each.shell !== undefined).length).toBeGreaterThan(COUNT / 5);
    expect(pins.filter((each) => each.shell === undefined).length).toBeGreaterThan(COUNT / 5);
  });
});
