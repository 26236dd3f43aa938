/** A defence, and the change that takes it out. */
export interface Defence {
  readonly name: string;
  /** The file with the defence, from the top of the checkout. */
  readonly file: string;
  /** The text of the defence, which stands there exactly once. */
  readonly text: string;
  /** The text in its place when the defence is out. */
  readonly instead: string;
  /** The test file that must turn red. Its folder below test/ is its suite. */
  readonly test: string;
  /** Words of SECURITY.md that are no longer true without the defence. */
  readonly promise: string;
}

const STRICT = 'archives that climb out';
const CLOSED = 'bytes that nothing has proven yet';
const BOUNDS = 'a file that never ends, or a FIFO';
const MODULES = 'a module proxy that lies';

/** Archives, and the directory into which they are unpacked. */
const UNPACKING: readonly Defence[] = [
  {
    name: 'an archive never writes through what lies there already',
    file: 'src/io/tar/unpack.worker.ts',
    text: 'constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;',
    instead: 'constants.O_WRONLY | constants.O_CREAT;',
    test: 'test/hostile/planted-in-stage.test.ts',
    promise: CLOSED,
  },
  {
    name: 'an archive enters no directory that it did not make',
    file: 'src/io/tar/unpack.worker.ts',
    text: 'mkdirSync(path, 0o755);',
    instead: 'mkdirSync(path, { recursive: true });',
    test: 'test/hostile/planted-in-stage.test.ts',
    promise: CLOSED,
  },
  {
    name: 'a module zip never writes through what lies there already',
    file: 'src/io/zip/zip.worker.ts',
    text: 'constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;',
    instead: 'constants.O_WRONLY | constants.O_CREAT;',
    test: 'test/hostile/planted-in-stage.test.ts',
    promise: CLOSED,
  },
  {
    name: 'unproven files cannot be run',
    file: 'src/io/zip/zip.worker.ts',
    text: 'const UNPROVEN_MODE = 0o600;',
    instead: 'const UNPROVEN_MODE = 0o755;',
    test: 'test/hostile/unproven-content.test.ts',
    promise: CLOSED,
  },
  {
    name: 'a stage is closed to other accounts',
    file: 'src/io/store/staging.ts',
    text: 'await mkdir(path, { mode: 0o700 });',
    instead: 'await mkdir(path);',
    test: 'test/hostile/unproven-content.test.ts',
    promise: CLOSED,
  },
  {
    name: 'names are plain relative paths',
    file: 'src/core/archive/entry-checker.ts',
    text: "if (UNPLAIN.test(path)) refuse(written, 'is not a plain relative path');",
    instead: '',
    test: 'test/hostile/tar-names.test.ts',
    promise: STRICT,
  },
  {
    name: 'names that compose a letter otherwise collide',
    file: 'src/core/archive/entry-checker.ts',
    text: "path.normalize('NFC').toLowerCase()",
    instead: 'path.toLowerCase()',
    test: 'test/hostile/tar-collisions.test.ts',
    promise: STRICT,
  },
  {
    name: 'names that differ in case collide',
    file: 'src/core/archive/entry-checker.ts',
    text: "path.normalize('NFC').toLowerCase()",
    instead: "path.normalize('NFC')",
    test: 'test/hostile/zip-collisions.test.ts',
    promise: STRICT,
  },
  {
    name: 'entries are counted',
    file: 'src/core/archive/entry-checker.ts',
    text: 'count > LIMITS.treeEntries || ',
    instead: '',
    test: 'test/hostile/tar-bomb.test.ts',
    promise: STRICT,
  },
  {
    name: 'the bytes of all names are counted',
    file: 'src/core/archive/entry-checker.ts',
    text: ' || pathBytes > LIMITS.treePathBytes',
    instead: '',
    test: 'test/hostile/tar-bomb.test.ts',
    promise: STRICT,
  },
  {
    name: 'the bytes of all files are counted',
    file: 'src/core/archive/entry-checker.ts',
    text: ' || bytes > LIMITS.treeBytes',
    instead: '',
    test: 'test/hostile/tar-bomb.test.ts',
    promise: STRICT,
  },
  {
    name: 'nothing follows the gzip stream',
    file: 'src/io/tar/gunzip.ts',
    text: "if (!options.another()) throw tarRefusal('goes on behind its gzip stream');",
    instead: '',
    test: 'test/hostile/tar-second-member.test.ts',
    promise: STRICT,
  },
  {
    name: 'a module zip has 500 MiB at most',
    file: 'src/core/archive/zip-tree.ts',
    text: 'checker.bytes > MODULE_ZIP_BYTES',
    instead: 'checker.bytes > Infinity',
    test: 'test/hostile/zip-sizes.test.ts',
    promise: STRICT,
  },
];

/** Signatures, digests and the checksum database. */
const PROOFS: readonly Defence[] = [
  {
    name: 'a digest must be the published one',
    file: 'src/trust/digest.ts',
    text: 'expected.sha256 !== measured.sha256',
    instead: 'false',
    test: 'test/unit/trust/digest.test.ts',
    promise: 'a mirror, proxy or network that changes an archive',
  },
  {
    name: 'a revoked key vouches for nothing',
    file: 'src/trust/openpgp/signature.ts',
    text: 'await checkRevocations(claim, copies);',
    instead: '',
    test: 'test/hostile/signature-revoked.test.ts',
    promise: 'a revocation always wins',
  },
  {
    name: 'a signature is not older than its release',
    file: 'src/trust/policy.ts',
    text: "if (signature.state === 'good') checkPublished(signature.signer, version);",
    instead: '',
    test: 'test/hostile/signature-backdated.test.ts',
    promise: 'a stolen, expired subkey',
  },
  {
    name: 'a signature is not older than the build',
    file: 'src/jobs/install/prove.ts',
    text: "for (const proof of proofs) if (proof.kind === 'signature') checkSignedTime(proof.signer, built);",
    instead: '',
    test: 'test/hostile/signature-backdated.test.ts',
    promise: 'a stolen, expired subkey',
  },
  {
    name: 'a tree head is signed by the key of the database',
    file: 'src/trust/log/signed-note.ts',
    text: 'if (!own.every(({ signature }) => isSignedBy(key, Buffer.from(text), signature)))',
    instead: 'if (own.length === 0)',
    test: 'test/hostile/log-head-forged.test.ts',
    promise: MODULES,
  },
  {
    name: 'the record stands in the signed tree',
    file: 'src/trust/log/prove.ts',
    text: 'await Promise.all([...continuing, checkIncluded(record, tree)]);',
    instead: 'await Promise.all(continuing);',
    test: 'test/hostile/log-record-absent.test.ts',
    promise: MODULES,
  },
  {
    name: 'the tree continues the one that was seen',
    file: 'src/trust/log/prove.ts',
    text: 'await Promise.all([...continuing, checkIncluded(record, tree)]);',
    instead: 'void continuing; await checkIncluded(record, tree);',
    test: 'test/hostile/log-fork.test.ts',
    promise: MODULES,
  },
  {
    name: 'a release that was seen is never hidden',
    file: 'src/trust/seen-releases.ts',
    text: 'return best === undefined || compareVersions(version, best) > 0;',
    instead: 'return best === undefined;',
    test: 'test/io/releases/seen-releases.test.ts',
    promise: 'a server that hides newer releases (freeze)',
  },
];

/** Defences around the proofs: files, PATH, the environment, the network. */
const EDGES: readonly Defence[] = [
  {
    name: 'a small read waits for no FIFO',
    file: 'src/io/disk/read.ts',
    text: 'constants.O_RDONLY | constants.O_NONBLOCK',
    instead: 'constants.O_RDONLY',
    test: 'test/hostile/fifo-for-a-file.test.ts',
    promise: BOUNDS,
  },
  {
    name: 'a small read is bounded',
    file: 'src/io/disk/read.ts',
    text: 'stat.size > maxBytes',
    instead: 'stat.size < 0',
    test: 'test/hostile/endless-file.test.ts',
    promise: BOUNDS,
  },
  {
    name: 'the text of a long pin is not quoted',
    file: 'shims/posix/message.sh',
    text: 'if \\[ "${#1}" -le 24 ]; then',
    instead: 'if \\[ "${#1}" -le 2400 ]; then',
    test: 'test/shell/secret-pins.test.ts',
    promise: 'a pin that is a link to a file of secrets',
  },
  {
    name: 'the launcher finds programs by absolute PATH entries',
    file: 'shims/posix/gv',
    text: 'case $__gv_found in /*/*) ! __gv_can_run',
    instead: 'case $__gv_found in *) ! __gv_can_run',
    test: 'test/shell/relative-path.test.ts',
    promise: 'relative and empty entries of `PATH`',
  },
  {
    name: 'gv finds programs by absolute PATH entries',
    file: 'src/io/host/search-path.ts',
    text: 'return pathEntries(world).filter((entry) => isAbsolute(entry));',
    instead: 'return pathEntries(world);',
    test: 'test/io/host/programs.test.ts',
    promise: 'where PATH has `.`, an empty or another relative entry',
  },
  {
    name: 'the variables of Node are taken out',
    file: 'shims/posix/node.sh',
    text: '__gv_become_node() {\n  __gv_take_out\n',
    instead: '__gv_become_node() {\n',
    test: 'test/shell/inherited-variables.test.ts',
    promise: 'the launcher takes them out before Node starts',
  },
  {
    name: 'the launcher forgets inherited functions',
    file: 'shims/posix/gv',
    text: '\\unset -f [ cd command printf pwd read ulimit',
    instead: ':',
    test: 'test/shell/inherited-functions.test.ts',
    promise: 'functions that bash takes from its environment',
  },
  {
    name: 'certificates are verified whatever the environment says',
    file: 'src/io/http/http.ts',
    text: 'rejectUnauthorized: true,',
    instead: '',
    test: 'test/io/http/http-tls.test.ts',
    promise: 'each connection says that certificates are verified',
  },
  {
    name: 'no redirect leads from https to http',
    file: 'src/io/http/redirect.ts',
    text: "if (from.url.protocol === 'https:' && url.protocol === 'http:') {",
    instead: 'if (from.url.protocol === url.host) {',
    test: 'test/io/http/http-tls.test.ts',
    promise: 'redirects to plain http',
  },
  {
    name: 'credentials stay with their host',
    file: 'src/io/http/redirect.ts',
    text: 'url.origin === from.url.origin ? from.headers : publicOnly(from.headers)',
    instead: 'from.headers',
    test: 'test/io/http/http-redirect.test.ts',
    promise: 'credentials sent on to another host',
  },
  {
    name: 'files of gv are for their owner to write',
    file: 'src/io/disk/write.ts',
    text: 'export const FILE_MODE = 0o644;',
    instead: 'export const FILE_MODE = 0o666;',
    test: 'test/cli/own/modes.test.ts',
    promise: 'Others may write no file and no directory that gv writes',
  },
  {
    name: 'a body that drips counts as stalled',
    file: 'src/io/http/pace.ts',
    text: 'timer = setTimeout(() => tooSlow(bytes), Math.max(0, left));',
    instead: '',
    test: 'test/io/http/http-slow.test.ts',
    promise: 'a server that sends a byte now and then, without end',
  },
  {
    name: 'a config that others could have written is not believed',
    file: 'src/jobs/keys/believed.ts',
    text: 'if (writer !== undefined) return keys.length === 0 ? undefined : { keys, writer };',
    instead: '',
    test: 'test/cli/own/believed-config.test.ts',
    promise: '`keyring` and `log-key` are not believed where others could have written',
  },
];

/** Every defence that `npm run mutants` takes out, one at a time. */
export const DEFENCES: readonly Defence[] = [...UNPACKING, ...PROOFS, ...EDGES];
