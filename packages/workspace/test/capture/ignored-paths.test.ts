import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { agent, laboratory, shown } from "../fixtures/laboratory.ts";
import { workingModes } from "../fixtures/places.ts";

describe.each(await workingModes())("%s", (mode) => {
  test("changes under the rules of the task's commit are counted and left out; what the commit tracks is never ignored", async () => {
    await using lab = await laboratory({
      mode,
      files: {
        ".gitignore": "*.log\nbuild/\n!keep.log\n",
        "sub/.gitignore": "local\n",
        "tracked.log": "1\n",
        "build/tracked.txt": "1\n",
      },
    });
    const { changes, facts } = await lab.work(`
      echo 2 > tracked.log; echo 2 > build/tracked.txt; echo x > new.log; echo x > build/new.txt; echo x > keep.log
      echo x > sub/local; echo x > local; echo x > 'sub/a
b.log'; truncate -s 33M huge.log`);
    expect(shown(changes)).toEqual({
      "build/tracked.txt": "2\n",
      "keep.log": "x\n",
      local: "x\n",
      "tracked.log": "2\n",
    });
    expect(facts).toMatchObject({ ignoredChanged: 5, omitted: 0, filesChanged: 4 });
  });

  test("rules that the agent writes or deletes count for nothing", async () => {
    await using lab = await laboratory({ mode, files: { ".gitignore": "*.log\n", "a/b": "1" } });
    const { changes } = await lab.work(`
      echo '*' > .gitignore; echo '*' > a/.gitignore; echo '*' > .git/info-x; mkdir -p .git/info; echo '*' > .git/info/exclude
      git config core.excludesFile "$PWD/.gitignore"; echo 2 > a/b; echo x > n; echo x > n.log`);
    expect(shown(changes)).toEqual({ ".gitignore": "*\n", "a/.gitignore": "*\n", "a/b": "2\n", n: "x\n" });
    expect(shown((await lab.work("rm .gitignore; echo x > n.log")).changes)).toEqual({ ".gitignore": "-" });
  });

  test("a commit without rules ignores nothing", async () => {
    await using lab = await laboratory({ mode, files: { a: "1" } });
    const { changes } = await lab.work("echo '*' > .gitignore; echo x > x.log");
    expect(shown(changes)).toEqual({ ".gitignore": "*\n", "x.log": "x\n" });
  });

  test("files below a link or a submodule of the commit do not stop a capture", async () => {
    await using lab = await laboratory({
      mode,
      files: { ".gitignore": "*.log\n", real: "1", link: { link: "nowhere" }, file: "1" },
      // As a checkout leaves a submodule: an entry in the index, and an empty directory.
      setup: ['git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),module"; mkdir module'],
    });
    const { changes, facts } = await lab.work(`
      rm link file; mkdir link file; echo x > link/a; echo x > file/b; echo x > module/c; echo x > module/d.log`);
    expect(shown(changes)).toEqual({ file: "-", "file/b": "x\n", link: "-", "link/a": "x\n", "module/c": "x\n" });
    expect(facts.ignoredChanged).toBe(1);
  });

  test("results of a set-up that are ignored lie in the workspace, and their changes are not graded", async () => {
    await using lab = await laboratory({
      mode,
      files: { ".gitignore": "deps/\n" },
      setup: ["mkdir deps; echo installed > deps/lib; echo made > visible"],
    });
    const workspace = await lab.create();
    expect(readFileSync(join(workspace.root, "deps/lib"), "utf8")).toBe("installed\n");
    agent(workspace.root, "echo hacked > deps/lib; rm visible");
    const { changes, facts } = await lab.capture(workspace);
    expect(shown(changes)).toEqual({ visible: "-" });
    expect(facts.ignoredChanged).toBe(1);
  });
});
