import type { Defence } from './defence.ts';

const MODULES = 'a module proxy that lies';

/** Signatures, digests and the checksum database. */
export const PROOFS: readonly Defence[] = [
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
