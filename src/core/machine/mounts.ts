/** A filesystem where it is mounted. */
export interface Mount {
  /** The part of the filesystem that is seen; of a cgroup the group of this container. */
  readonly root: string;
  /** The directory on which it is mounted. */
  readonly point: string;
  /** Options of the mount and of the filesystem: `rw`, `noexec`, `sync` …. */
  readonly options: readonly string[];
  /** `ext4`, `nfs4`, `fuse.sshfs` …. */
  readonly type: string;
  /** A device, `nas:/home` or another name. */
  readonly source: string;
}

/** Reads the text of /proc/self/mountinfo (proc_pid_mountinfo(5)); lines of another form are left out. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after] = line.split(' - ');
    const [, , , root, point, options] = before.split(' ');
    const [type, source = '', own = ''] = after?.split(' ') ?? [];
    if (root === undefined || point === undefined || options === undefined || type === undefined) return [];
    const all = [...options.split(','), ...own.split(',')].filter((option) => option !== '');
    return [
      {
        root: unescaped(root),
        point: unescaped(point),
        options: [...new Set(all)],
        type,
        source: unescaped(source),
      },
    ];
  });
}

/** Blanks, tabs, line ends and backslashes of names are three octal digits there. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** The mount on which a path without links lies: the longest directory counts, and of two on one directory the later. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts
    .filter(({ point }) => isWithin(point, path))
    .reduce<Mount | undefined>(
      (best, mount) => (best !== undefined && best.point.length > mount.point.length ? best : mount),
      undefined,
    );
}

/** True for the directory itself too. */
export function isWithin(directory: string, path: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}

const NETWORK =
  /^(?:nfs4?|cifs|smb[23s]?|smbfs|9p|drvfs|afs|ceph|lustre|beegfs|glusterfs|fuse\.(?:sshfs|glusterfs|s3fs|rclone|davfs2?|ceph(?:-fuse)?|gcsfuse|vmhgfs-fuse|grpcfuse))$/;

/** Whether the files of a filesystem lie on another machine, or on the host of a virtual one: every call goes there. */
export function isNetwork(type: string): boolean {
  return NETWORK.test(type);
}

/** Whether the files of a filesystem lie in memory. */
export function isVolatile(type: string): boolean {
  return type === 'tmpfs' || type === 'ramfs';
}

/** Whether a mount is a Windows disk in WSL, which is mounted under /mnt by its letter. */
export function isWindowsDisk({ type, point }: Pick<Mount, 'type' | 'point'>): boolean {
  return (type === '9p' || type === 'drvfs') && /^\/mnt\/[a-z]$/.test(point);
}
