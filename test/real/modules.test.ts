import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Reported } from '../../src/jobs/diagnose/doctor.ts';
import { BROKEN_MODULES, type BrokenModule } from '../support/broken-modules.ts';
import { goMissing, moduleBox, moduleProject, type Project } from '../support/module-projects.ts';
import { oneOfEach } from '../support/sample.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

describe('gv doctor modules, and the real go command', () => {
  let box: Sandbox;
  let count = 0;
  beforeAll(async () => {
    if (goMissing === undefined) box = await moduleBox();
  });
  afterAll(async () => {
    if (goMissing === undefined) await box[Symbol.asyncDispose]();
  });
  const project = (requires?: readonly string[]): Promise<Project> => {
    count += 1;
    return moduleProject(box, { name: `w${count}/m`, ...(requires === undefined ? {} : { requires }) });
  };

  async function expectCured(at: Project, { code, title, fails }: BrokenModule): Promise<void> {
    const find = async (): Promise<Reported | undefined> =>
      (await at.doctor()).findings.find((each) => each.code === code);
    const goes = async () => (fails === undefined ? undefined : at.tries(fails[0]));
    const found = await find();
    expect([title, found?.cure]).toEqual([title, expect.stringMatching(/./)]);
    const before = await goes();
    if (fails !== undefined)
      expect([title, before?.code === 0, before?.stderr]).toEqual([
        title,
        false,
        expect.stringMatching(fails[1]),
      ]);
    await at.follow(found?.cure ?? '');
    expect([title, await find()]).toEqual([title, undefined]);
    if (fails !== undefined)
      expect([title, await goes()]).toEqual([title, expect.objectContaining({ code: 0 })]);
    await at.follow(found?.undo ?? '');
    // go writes a go.sum sorted, so that a line may come back elsewhere.
    const text = (finding: Reported | undefined) => finding?.text.replace(/:\d+ /, ' ');
    expect([title, text(await find())]).toEqual([title, text(found)]);
  }

  for (const each of oneOfEach(BROKEN_MODULES, ({ code }) => code))
    unless(goMissing)(
      `${each.code}: ${each.title}; the cure cures, and the undo brings it back`,
      async () => {
        const at = await project(each.requires);
        await each.breaks(at);
        await at.commit();
        await expectCured(at, each);
      },
    );
});
