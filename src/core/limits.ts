/** Every bound gv puts on bytes, time and counts it does not control. Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  /** The release index; 2.2 MB in 2026. */
  indexBytes: 16 * 1024 * 1024,
  /** Releases named to shells; 440 were published by 2026. */
  remoteVersions: 2_000,
  /** A detached signature; the real ones are 819–833 bytes. */
  signatureBytes: 64 * 1024,
  /** A key file; Google's is 17 kB. */
  keyFileBytes: 256 * 1024,
  /** An archive whose size no index names; the largest release ever is 208 MB. */
  archiveBytes: 512 * 1024 * 1024,
  /** The tree of an archive, and how many entries it may have; 1.27.0 has 17 350 in 244 MB. */
  treeBytes: 2 * 1024 * 1024 * 1024,
  treeEntries: 100_000,
  entryBytes: 512 * 1024 * 1024,
  /** A file's name: the limit of ext4, APFS and tmpfs. A path in an archive: the limit of macOS; the longest real one has 108 bytes. */
  nameBytes: 255,
  pathBytes: 1024,
  /** All paths of an archive, which are kept in memory; those of 1.27.0 have 0.7 MB. */
  treePathBytes: 8 * 1024 * 1024,
  /** A .tar.gz when inflated: its tree, with headers and padding. */
  inflatedBytes: 2.25 * 1024 * 1024 * 1024,
  /** Members of a gzip file that has many; go1.7.5 has 240. */
  gzipMembers: 4_096,
  /** One extended header of a tar; a real one has 117 bytes. */
  paxBytes: 4 * 1024,
  /** Zeros behind the two blocks that end a tar: less than one record of 20 blocks (POSIX pax, "ustar Interchange Format"). */
  tarPaddingBytes: 10 * 1024 - 512,
  /** SHA256SUMS of a release of gv; a real one has 650 bytes. */
  releaseSumsBytes: 64 * 1024,
  redirects: 10,
  attempts: 4,
  /** A small answer that takes longer is announced. */
  tellMs: 300,
  /** No byte for this long ends an attempt. */
  stallMs: 30_000,
  /**
   * So many bytes must come within so much waiting for a server, again and again, or an attempt counts as stalled: 1 KiB a
   * second, as dnf.conf(5) has it (minrate, timeout). A line of 20 KB a second may be shared by twenty downloads.
   */
  slowBytes: 30 * 1024,
  slowMs: 30_000,
  /**
   * An answer that is read whole (index, signature, `.info`, list, key file, record or tile of the checksum database) has this
   * long, and so much more for each MiB that it may have: the index of 2.2 MB takes 110 s at 20 KB a second, and has 220 s.
   */
  answerMs: 60_000,
  answerMsPerMiB: 10_000,
  /** A question to the checksum database with all its answers, some 300 kB: others wait for its end. */
  logMs: 300_000,
  /** So long an archive that its digest and signature prove waits, once it has arrived, for the checksum database. */
  logWaitMs: 1_000,
  connectMs: 10_000,
  /** First and longest wait between attempts, before jitter. */
  backoffMs: 400,
  backoffMaxMs: 8_000,
  /** An index younger than this is used without asking the server; upstream caches it for an hour. */
  indexFreshMs: 10 * 60 * 1000,
  /** How long a list that has the release index waits for the lists of module proxies. */
  proxyListMs: 3_000,
  /** A host that could not be reached is not asked again for this long where another host may be. */
  unreachableMs: 5 * 60 * 1000,
  /** Small text files gv reads whole: pins, receipts, settings. */
  textBytes: 64 * 1024,
  /** config.json; a real one has 200 bytes. */
  configBytes: 1024 * 1024,
  /** The list of known projects: how many are remembered, and their bytes. */
  projects: 2_000,
  projectsBytes: 1024 * 1024,
  /** The digests of a toolchain's files; 1.27.0 has 1.5 MB of them. */
  manifestBytes: 64 * 1024 * 1024,
  /** go.mod and go.work as read for a floor; a longer file cannot be read. */
  moduleFileBytes: 1024 * 1024,
} as const;
