/**
 * The first requirement of a go.mod that vendor/modules.txt does not mark as explicit in that version, as `path@version`: the
 * go command then says "inconsistent vendoring" (cmd/go/internal/modload, checkVendorConsistency). Undefined without one.
 * The go line of go.mod must be 1.14 or more for that, as it has been since 2020.
 */
export function vendorGap(goMod: string, modulesTxt: string): string | undefined {
  const explicit = explicitModules(modulesTxt);
  return requirements(goMod).find((each) => !explicit.has(each));
}

function explicitModules(text: string): ReadonlySet<string> {
  const lines = text.split('\n').map((line) => line.trim());
  return new Set(
    lines.flatMap((line, index) => {
      const [, path, version] = /^# (\S+) (v\S+)/.exec(line) ?? [];
      const isExplicit = /^## .*\bexplicit\b/.test(lines[index + 1] ?? '');
      return path !== undefined && version !== undefined && isExplicit ? [`${path}@${version}`] : [];
    }),
  );
}

/** The requirements of a go.mod, as `path@version`, in its order. */
export function requirements(goMod: string): readonly string[] {
  let isInBlock = false;
  return goMod.split('\n').flatMap((raw) => {
    const line = raw.replace(/\/\/.*$/, '').trim();
    if (/^require\s*\($/.test(line)) isInBlock = true;
    else if (line === ')') isInBlock = false;
    const [, path, version] = /^(?:require\s+)?"?([^\s"]+)"?\s+(v[^\s"]+)$/.exec(line) ?? [];
    const counts = path !== undefined && version !== undefined && (isInBlock || line.startsWith('require'));
    return counts ? [`${path}@${version}`] : [];
  });
}
