import { IMPORT_SOURCES, type TreeOwner } from '../../core/foreign/places.ts';
import { GvError } from '../../errors.ts';

/** The managers that one `--from` names, by commas. Fails with `usage`. */
export function sourcesIn(text: string): readonly TreeOwner[] {
  return text.split(',').map((word) => {
    const source = IMPORT_SOURCES.find((each) => each === word);
    if (source !== undefined) return source;
    const text = word === '' ? 'gv import --from names nothing' : `gv import --from knows no ${word}`;
    throw new GvError('usage', text, {
      hint: `The sources are ${IMPORT_SOURCES.join(', ')}.`,
    });
  });
}
