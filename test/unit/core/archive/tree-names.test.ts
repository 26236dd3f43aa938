import { expect, it } from 'vitest';
import { toolDirectories } from '../../../../src/core/archive/tree-names.ts';

it('toolDirectories names the directories right under pkg/tool', () => {
  const directories = ['pkg', 'pkg/tool', 'pkg/tool/linux_amd64', 'pkg/tool/linux_amd64/x', 'a/pkg/tool/b'];
  expect(toolDirectories(new Set(directories))).toEqual(['linux_amd64']);
});
