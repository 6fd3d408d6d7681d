import { findHierarchies, requireControllers } from './hierarchies.js';

const v1 = (mountPoint: string, options: string) => `32 31 0:29 / ${mountPoint} rw,relatime - cgroup cgroup ${options}`;
const v2 = (mountPoint: string) => `41 31 0:38 / ${mountPoint} rw,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate`;

describe('findHierarchies', () => {
  it('finds every controller in one place on a version 2 host, the freezer included', () => {
    const found = findHierarchies(v2('/sys/fs/cgroup'), () => 'cpuset cpu io memory hugetlb pids\n');
    const unified = { version: 2, mountPoint: '/sys/fs/cgroup' };
    expect(found.of).toEqual({ cpu: unified, memory: unified, pids: unified, freezer: unified });
  });

  it('keeps to version 1 on a hybrid host whose version 2 mount holds nothing that is needed', () => {
    const mountInfo = [
      v1('/sys/fs/cgroup/cpu,cpuacct', 'rw,cpu,cpuacct'),
      v1('/sys/fs/cgroup/memory', 'rw,memory'),
      v1('/sys/fs/cgroup/pids', 'rw,pids'),
      v1('/sys/fs/cgroup/freezer', 'rw,freezer'),
      v1('/sys/fs/cgroup/systemd', 'rw,xattr,name=systemd'),
      v2('/sys/fs/cgroup/unified'),
    ].join('\n');
    const found = findHierarchies(mountInfo, () => 'hugetlb\n');
    expect(found.of.cpu).toEqual({ version: 1, mountPoint: '/sys/fs/cgroup/cpu,cpuacct' });
    expect(found.of.freezer).toEqual({ version: 1, mountPoint: '/sys/fs/cgroup/freezer' });
    expect(found.all).toHaveLength(6);
  });

  it('names no controller where none is mounted', () => {
    const found = findHierarchies('22 27 0:21 / /proc rw,relatime - proc proc rw', () => '');
    expect(found.of).toEqual({});
    expect(() => requireControllers(found)).toThrow(/memory, cpu, pids, freezer/);
  });
});
