import { isToolchainPolicy, type ToolchainPolicy } from '../../core/config.ts';
import type { Layout } from '../../core/layout.ts';
import { readSmall } from '../disk/read.ts';

/** The policy as the shims read it, from the plain file; undefined when the text is not one of the three policies. */
export function plainPolicy(layout: Layout): ToolchainPolicy | undefined {
  const [text] = (readSmall(layout.toolchainPolicy) ?? '').split('\n');
  return isToolchainPolicy(text) ? text : undefined;
}
