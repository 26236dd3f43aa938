/** True when an argument names a file rather than a version: it has a slash or an archive's suffix. */
export function isFileArgument(argument: string): boolean {
  return argument.includes('/') || /\.(?:tar\.gz|tgz|zip)$/.test(argument);
}
