import { expect, it } from 'vitest';
import { isNetwork, isWindowsDisk, mountOf, parseMounts } from '../../../../src/core/machine/mounts.ts';

/** Lines of a Debian, of a container and of WSL, as they were. */
const TEXT = `21 26 0:20 / /proc rw,relatime - proc proc rw
26 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 26 0:31 / /home rw,relatime shared:14 - nfs4 nas:/export/home rw,vers=4.2,hard,addr=10.0.0.7
32 26 7:0 / /mnt/slow\\040disk rw,relatime master:2 propagate_from:1 - ext4 /dev/loop0 rw,sync
33 26 0:40 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw,size=2097152k,nr_inodes=50
34 33 0:41 / /tmp rw,relatime - tmpfs tmpfs rw
35 26 0:42 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\134,trans=fd
no mount
`;

it('reads mounts with blanks in their names and any number of optional fields', () => {
  const mounts = parseMounts(TEXT);
  expect(mounts).toHaveLength(7);
  expect(mounts[3]).toEqual({
    root: '/',
    point: '/mnt/slow disk',
    options: ['rw', 'relatime', 'sync'],
    type: 'ext4',
    source: '/dev/loop0',
  });
  expect(mounts[6]?.source).toBe('C:\\');
});

it.each([
  ['/home/you/go/pkg/mod', '/home'],
  ['/homely', '/'],
  ['/mnt/slow disk', '/mnt/slow disk'],
  ['/', '/'],
])('finds the mount of %s', (path, point) => {
  expect(mountOf(parseMounts(TEXT), path)?.point).toBe(point);
});

it('takes the later of two mounts on one directory', () => {
  expect(mountOf(parseMounts(TEXT), '/tmp/x')?.options).not.toContain('noexec');
});

it('knows no mount in an empty table', () => {
  expect(mountOf(parseMounts(''), '/tmp')).toBeUndefined();
});

it('tells filesystems of another machine, and Windows disks', () => {
  expect(['nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs'].filter((type) => !isNetwork(type))).toEqual([]);
  expect(['ext4', 'tmpfs', 'fuse.gocryptfs', 'overlay', 'btrfs'].filter(isNetwork)).toEqual([]);
  expect(isWindowsDisk({ type: '9p', point: '/mnt/c' })).toBe(true);
  expect(isWindowsDisk({ type: '9p', point: '/mnt/wsl' })).toBe(false);
});
