import { describe, expect, it } from 'vitest';
import { parseProjects, projectsText, withProject } from '../../../../src/core/choice/projects.ts';

describe('the list of known projects', () => {
  it('is plain lines, each once, the newest last', () => {
    const list = withProject(withProject(['/a'], '/b'), '/a');
    expect(projectsText(list)).toBe('/b\n/a\n');
    expect(parseProjects(projectsText(list))).toEqual(['/b', '/a']);
  });

  it.each(['relative', '../up', '', '/with\ttab', '/with\u001b[31m', '/cr\r', `/${'x'.repeat(5000)}`])(
    'passes over a line that gv would not write: %j',
    (line) => {
      expect(parseProjects(`/a\n${line}\n/b\n`)).toEqual(['/a', '/b']);
    },
  );

  it('is bounded in number and in bytes, and forgets the oldest first', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `/p${index}`);
    const next = withProject(many, '/new');
    expect(next).toHaveLength(2000);
    expect([next[0], next.at(-1)]).toEqual(['/p1', '/new']);
    const long = Array.from({ length: 2000 }, (_, index) => `/${index}${'x'.repeat(4000)}`);
    const cut = withProject(long, '/new');
    expect(projectsText(cut).length).toBeLessThanOrEqual(1024 * 1024);
    expect(cut.at(-1)).toBe('/new');
    expect(cut.at(-2)).toMatch(/^\/1999x/);
  });
});
