import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agent, delivering, type Laboratory, laboratory, shown } from "../fixtures/laboratory.ts";
import { NEVER, workingModes } from "../fixtures/places.ts";

const FILES = {
  "a.txt": "a\n",
  "CLAUDE.md": "the repo's\n",
  "sub/.hidden/CLAUDE.md": "deeper\n",
  ".claude": { link: "shared" },
  "shared/skills/old/SKILL.md": "old\n",
};
const SCRUB = ["**/CLAUDE.md", "**/.claude"];

describe.each(await workingModes())("%s", (mode) => {
  let lab: Laboratory;
  beforeAll(async () => {
    lab = await laboratory({ mode, files: FILES });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  test("files come as copies, with their modes, and through no link", async () => {
    const { root } = await lab.create({
      files: [
        { path: ".claude/skills/new/SKILL.md", executable: false, content: { text: "grüße" } },
        { path: ".claude/bin/run", executable: true, content: { base64: "AP8=" } },
      ],
      scrub: [],
    });
    expect(readFileSync(join(root, ".claude/skills/new/SKILL.md"), "utf8")).toBe("grüße");
    expect(readFileSync(join(root, ".claude/bin/run"))).toEqual(Buffer.from([0, 255]));
    expect(statSync(join(root, ".claude/bin/run")).mode & 0o111).toBe(0o111);
    expect(readdirSync(join(root, "shared/skills"))).toEqual(["old"]);
  });

  test("foreign instruction files are taken out at every depth, before the treatment's own come", async () => {
    const { root } = await lab.create(delivering({ "CLAUDE.md": "ours\n" }, SCRUB));
    expect(readFileSync(join(root, "CLAUDE.md"), "utf8")).toBe("ours\n");
    expect(existsSync(join(root, "sub/.hidden/CLAUDE.md"))).toBe(false);
    expect(existsSync(join(root, ".claude"))).toBe(false);
    expect(existsSync(join(root, "shared/skills/old/SKILL.md"))).toBe(true);
  });

  test("what was delivered or taken out is no change of the agent's", async () => {
    for (const delivery of [
      delivering({ "CLAUDE.md": "ours\n", "new/deep.md": "x" }, SCRUB),
      delivering({ ".claude/agents/r.md": "x", "shared/skills": "a file where a directory was" }),
    ]) {
      const { changes, facts } = await lab.work("true", delivery);
      expect(shown(changes)).toEqual({});
      expect(facts.deliveredChanged).toBe(0);
    }
  });

  test("delivered files that the agent changed, removed or replaced are counted, and are not its changes", async () => {
    const delivery = delivering(
      { "CLAUDE.md": "1", "b.md": "2", "c.md": "3", "d/x.md": "4", "e.md": "5", "f.md": "6", "g/y.md": "7" },
      SCRUB,
    );
    const { changes, facts } = await lab.work(
      `echo more >> CLAUDE.md; rm b.md; chmod +x c.md; mkdir k; mv d/x.md k/x.md; rmdir d; ln -s k d
      rm e.md; mkdir e.md; echo inside > e.md/z; touch f.md; echo 1 > a.txt`,
      delivery,
    );
    expect(facts.deliveredChanged).toBe(5);
    expect(shown(changes)).toEqual({ "a.txt": "1\n", d: "-> k", "e.md/z": "inside\n", "k/x.md": "4" });
  });

  test("an instruction file that the agent writes itself is its change", async () => {
    const { changes } = await lab.work(
      "echo mine > CLAUDE.md; echo mine > sub/CLAUDE.md; echo 'deeper' > sub/.hidden/CLAUDE.md",
      delivering({}, SCRUB),
    );
    expect(shown(changes)).toEqual({ "CLAUDE.md": "mine\n", "sub/CLAUDE.md": "mine\n" });
  });

  test("the same without the record of what a copy looked like", async () => {
    const delivery = delivering({ "CLAUDE.md": "ours\n", "new.md": "x" }, SCRUB);
    const workspace = await lab.create(delivery);
    agent(workspace.root, "rm -f ../manifest.json; echo 1 > a.txt; rm new.md");
    const { changes, facts } = await lab.capture(workspace, delivery);
    expect(shown(changes)).toEqual({ "a.txt": "1\n" });
    expect(facts.deliveredChanged).toBe(1);
  });

  test("a path that leads out of the tree is refused", async () => {
    for (const path of ["../x", "/x", ".git/hooks/pre-commit", "a//b"]) {
      const made = lab.provider.create(
        { id: "out", template: lab.template, delivery: delivering({ [path]: "" }) },
        NEVER,
      );
      await expect(made).rejects.toMatchObject({ code: "PATH_ESCAPE" });
    }
    await lab.provider.dispose("out");
  });
});
