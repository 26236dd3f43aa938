/** The word of a server's page about a module: the first elements of its path, the version control system, and the repository. */
export interface GoImport {
  readonly prefix: string;
  readonly vcs: string;
  /** May hold a login. */
  readonly repository: string;
}

const LONGEST = 1_024;
const LONGEST_TAG = 4_096;

/** The go-import lines of a page (go.dev/ref/mod, "Finding a repository for a module path"), as go reads them: in the head, attributes in any order. */
export function goImports(html: string): readonly GoImport[] {
  const head = html.split(/<\/head|<body/i)[0] ?? '';
  const tags = head.split(/<meta\b/i).slice(1);
  return tags.flatMap((tag) => {
    const attributes = tag.slice(0, LONGEST_TAG).split('>', 1)[0] ?? '';
    if (attributeOf(attributes, 'name') !== 'go-import') return [];
    const [prefix = '', vcs = '', repository = ''] = (attributeOf(attributes, 'content') ?? '')
      .trim()
      .split(/\s+/);
    return repository === '' || repository.length > LONGEST ? [] : [{ prefix, vcs, repository }];
  });
}

/** The line for a module: the one whose prefix is the path or its first elements. */
export function importFor(imports: readonly GoImport[], path: string): GoImport | undefined {
  return imports.find(({ prefix }) => prefix !== '' && `${path}/`.startsWith(`${prefix}/`));
}

function attributeOf(text: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(text);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}
