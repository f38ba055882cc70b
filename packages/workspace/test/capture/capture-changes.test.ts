import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeFileSet, encodeFileSet } from "@scylla/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mountsWithin, unmount } from "../../src/tree/overlay.ts";
import { agent, type Laboratory, laboratory, shown } from "../fixtures/laboratory.ts";
import { NEVER, workingModes } from "../fixtures/places.ts";
import { gitIn, repository } from "../fixtures/repositories.ts";

const FILES = {
  "a.txt": "one\ntwo\nthree\n",
  "b.txt": "b\n",
  "src/deep/c.txt": "c\n",
  "src/d.txt": "d\n",
  "crlf.txt": "a\r\nb\r\n",
  "tool.sh": { program: "#!/bin/sh\n" },
  link: { link: "a.txt" },
  "linked-dir": { link: "src" },
  "binary.bin": new Uint8Array([0, 1, 2, 255]),
  ".gitignore": "*.log\nbuild/\n",
  ".gitattributes": "*.txt text=auto eol=lf\n*.secret -diff\n",
};

describe.each(await workingModes())("%s", (mode) => {
  let lab: Laboratory;
  beforeAll(async () => {
    lab = await laboratory({ mode, files: FILES });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const changes = async (script: string) => shown((await lab.work(script)).changes);

  describe("what an agent does is seen", () => {
    test("nothing is nothing", async () => {
      const { facts, patch, changes } = await lab.work("true");
      expect(facts).toEqual({
        tree: facts.baseTree,
        baseTree: facts.baseTree,
        filesChanged: 0,
        linesAdded: 0,
        linesDeleted: 0,
        deliveredChanged: 0,
        ignoredChanged: 0,
        omitted: 0,
      });
      expect([patch, changes]).toEqual([null, null]);
    });

    test("edits, new files, deletions, modes and links", async () => {
      expect(
        await changes(`
          echo changed > a.txt; mkdir new; echo n > new/n.txt; rm b.txt; chmod +x src/d.txt; chmod -x tool.sh
          ln -sf b.txt link; ln -s /etc/passwd out`),
      ).toEqual({
        "a.txt": "changed\n",
        "b.txt": "-",
        link: "-> b.txt",
        "new/n.txt": "n\n",
        out: "-> /etc/passwd",
        "src/d.txt": "+x d\n",
        "tool.sh": "#!/bin/sh\n",
      });
    });

    test("staged, committed, amended, on another branch, in a stash: it is the files that count", async () => {
      expect(
        await changes(`
          echo 1 > a.txt; git add a.txt; git commit -qm one; git checkout -qb mine; echo 2 > new.txt; git add .; git commit -qm two
          git rm -q b.txt; git commit -q --amend --no-edit; echo staged > staged.txt; git add staged.txt; git tag t; git gc -q`),
      ).toEqual({ "a.txt": "1\n", "b.txt": "-", "new.txt": "2\n", "staged.txt": "staged\n" });
    });

    test("everything deleted, the git directory too", async () => {
      const { facts, changes } = await lab.work("find . -mindepth 1 -delete; test ! -e .git");
      expect(Object.values(shown(changes)).every((change) => change === "-")).toBe(true);
      expect(facts.filesChanged).toBe(Object.keys(FILES).length);
      expect(facts.tree).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    });

    test("a rename is a rename in the patch, a deletion and a file in the changes", async () => {
      const { patch, changes, facts } = await lab.work("git mv src moved");
      expect(shown(changes)).toEqual({
        "moved/d.txt": "d\n",
        "moved/deep/c.txt": "c\n",
        "src/d.txt": "-",
        "src/deep/c.txt": "-",
      });
      expect(Buffer.from(patch ?? []).toString()).toContain("rename from src/d.txt\nrename to moved/d.txt");
      expect(facts).toMatchObject({ filesChanged: 4, linesAdded: 0, linesDeleted: 0 });
    });

    test("a directory that became a link, a file that became a directory, and the other way round", async () => {
      expect(await changes("rm -r src; ln -s /etc src; rm a.txt; mkdir a.txt; echo x > a.txt/x")).toEqual({
        "a.txt": "-",
        "a.txt/x": "x\n",
        src: "-> /etc",
        "src/d.txt": "-",
        "src/deep/c.txt": "-",
      });
    });

    test("a link that became a directory with what it led to before", async () => {
      expect(await changes("rm linked-dir; cp -r src linked-dir")).toEqual({
        "linked-dir": "-",
        "linked-dir/d.txt": "d\n",
        "linked-dir/deep/c.txt": "c\n",
      });
    });

    test("a directory that was made anew holds what is in it now", async () => {
      expect(await changes("rm -r src; mkdir -p src/deep; echo new > src/deep/c.txt")).toEqual({
        "src/d.txt": "-",
        "src/deep/c.txt": "new\n",
      });
    });

    test("directories that were renamed, into each other's places too", async () => {
      const lab = await laboratory({
        mode,
        files: {
          "p/same": "1",
          "p/p": "p",
          "p/sub/x": "px",
          "p/sub/y": "py",
          "q/same": "2",
          "q/sub/x": "qx",
          "q/q": "q",
        },
      });
      await using _ = lab;
      const { changes } = await lab.work("git mv p t; git mv q p; mv t q; mkdir r; mv q/sub r/sub; echo new > r/sub/n");
      expect(shown(changes)).toEqual({
        "p/p": "-",
        "p/q": "q",
        "p/same": "2",
        "p/sub/x": "qx",
        "p/sub/y": "-",
        "q/p": "p",
        "q/q": "-",
        "q/same": "1",
        "q/sub/x": "-",
        "r/sub/n": "new\n",
        "r/sub/x": "px",
        "r/sub/y": "py",
      });
      expect(shown((await lab.work("mv p t; mv q p; mv t q; mv q z; mv p q; mv z p")).changes)).toEqual({});
    });

    test("nested repositories and submodules are files like others", async () => {
      expect(
        await changes(`
          mkdir inner; cd inner; git init -q; echo i > i.txt; git add .; git commit -qm i; echo u > untracked.txt; cd ..
          git add inner 2>/dev/null; git commit -qm outer; mkdir wt; echo "gitdir: ../.git" > wt/.git; echo w > wt/w.txt`),
      ).toEqual({ "inner/i.txt": "i\n", "inner/untracked.txt": "u\n", "wt/w.txt": "w\n" });
    });

    test("a file that was only touched, or changed back, is no change", async () => {
      expect(
        await changes("touch a.txt src/d.txt; echo x > b.txt; echo b > b.txt; mv tool.sh t; cp -p t tool.sh; rm t"),
      ).toEqual({});
    });

    test("an edit that keeps size and times is seen", async () => {
      expect(
        await changes(`
          printf x > stamp; touch -r a.txt stamp; printf 'ONE\\ntwo\\nthree\\n' > a.txt; touch -r stamp a.txt; rm stamp`),
      ).toEqual({ "a.txt": "ONE\ntwo\nthree\n" });
    });

    test("names with line breaks, quotes, magic, leading dashes and bytes that are no text", async () => {
      expect(
        await changes(`
          echo 1 > "$(printf 'new\\nline')"; echo 2 > ./-rf; echo 3 > '"quoted"\\t'; echo 4 > "$(printf '\\377\\376')"
          echo 5 > ':(exclude)x'; echo 6 > '*'; mkdir ':/'; echo 7 > ':/ y'; echo 8 > 'git~1'`),
      ).toEqual({
        "new\nline": "1\n",
        "-rf": "2\n",
        '"quoted"\\t': "3\n",
        "\xff\xfe": "4\n",
        ":(exclude)x": "5\n",
        "*": "6\n",
        ":/ y": "7\n",
        "git~1": "8\n",
      });
    });

    test("files that were made unreadable count with what they hold", async () => {
      expect(await changes("echo hidden > h.txt; chmod 000 h.txt; echo 1 > src/d.txt; chmod 000 src/deep src")).toEqual(
        {
          "h.txt": "hidden\n",
          "src/d.txt": "1\n",
        },
      );
    });

    test("what has no content to keep is counted and left out", async () => {
      const { facts, changes } = await lab.work(`
        mkfifo pipe; mkfifo src/pipe; rm a.txt; mkfifo a.txt; truncate -s 33M huge; echo x > small; echo y > b.txt`);
      expect(shown(changes)).toEqual({ "b.txt": "y\n", small: "x\n" });
      expect(facts).toMatchObject({ filesChanged: 2, omitted: 4 });
    });

    test("paths that are longer than the system takes are counted and left out, and the rest is seen", async () => {
      const dig = `for (let i = 0; i < 20; i++) {
        fs.mkdirSync("0".repeat(250)); fs.writeFileSync("f", "deep"); process.chdir("0".repeat(250));
      }`;
      const { facts, changes } = await lab.work(`echo 1 > b.txt; '${process.execPath}' -e '${dig}'`);
      expect(shown(changes)["b.txt"]).toBe("1\n");
      expect(facts.omitted).toBeGreaterThan(0);
      expect(facts.filesChanged + facts.omitted).toBeLessThan(22);
    });

    test("the git directory in other letters is git's, as on disks that do not tell them apart", async () => {
      expect(await changes("mkdir .GIT src/.Git; echo x > .GIT/config; echo y > src/.Git/z; echo 1 > b.txt")).toEqual({
        "b.txt": "1\n",
      });
    });
  });

  describe("nothing that an agent planted is run or believed", () => {
    test("hooks, filters, external programs, fsmonitor, attributes, aliases, ignore rules", async () => {
      const marker = join(lab.root, `marker-${mode}`);
      const plant = `touch ${marker}`;
      const workspace = await lab.create();
      agent(
        workspace.root,
        `
        echo 'secret change' > a.txt; echo s > x.secret; echo 1 > src/d.txt; echo kept > kept.txt
        printf '*\\n' > .git/info-exclude; mkdir -p .git/info .git/hooks; printf '*\\n' > .git/info/exclude
        printf '* filter=evil diff=evil merge=evil binary export-ignore\\n' > .gitattributes; cp .gitattributes .git/info/attributes
        for h in pre-commit post-checkout post-index-change reference-transaction fsmonitor-watchman post-merge update; do
          printf '#!/bin/sh\\n${plant}\\n' > .git/hooks/$h; chmod +x .git/hooks/$h; done
        git config core.hooksPath .git/hooks; git config core.fsmonitor '${plant}'; git config core.pager '${plant}'
        git config diff.external '${plant}'; git config diff.evil.command '${plant}'; git config diff.evil.textconv '${plant}'
        git config filter.evil.clean '${plant}'; git config filter.evil.smudge '${plant}'; git config filter.evil.process '${plant}'
        git config core.sshCommand '${plant}'; git config core.excludesFile .gitattributes; git config core.worktree /etc
        git config alias.check-ignore '!${plant}'; git config core.alternateRefsCommand '${plant}'; git config gpg.program '${plant}'
        mkdir -p ../home; cp .git/config ../home/.gitconfig
        printf '#!/bin/sh\\n${plant}\\n' > git; chmod +x git; cp git cp; cp git rm; cp git mount; cp git sh
        printf '*\\n' > src/.gitignore; printf '!*.log\\n' > .gitignore; echo l > x.log`,
      );
      const { facts, patch, changes } = await lab.capture(workspace);
      await lab.provider.dispose(workspace.id);
      expect(existsSync(marker)).toBe(false);
      expect(Object.keys(shown(changes)).sort()).toEqual(
        [
          ".gitattributes",
          ".gitignore",
          "a.txt",
          "cp",
          "git",
          "kept.txt",
          "mount",
          "rm",
          "sh",
          "src/.gitignore",
          "src/d.txt",
          "x.secret",
        ].sort(),
      );
      expect(facts.ignoredChanged).toBe(1);
      const text = Buffer.from(patch ?? []).toString();
      for (const line of ["+secret change", "+s\n", "+kept"]) expect(text).toContain(line);
      expect(text).not.toContain("Binary files");
    });

    test("a git directory that leads elsewhere is not followed", async () => {
      expect(await changes("rm -rf .git; ln -s /etc .git; echo 1 > b.txt")).toEqual({ "b.txt": "1\n" });
      expect(await changes("rm -rf .git; echo 'gitdir: /etc' > .git; echo 1 > b.txt")).toEqual({ "b.txt": "1\n" });
    });

    test("links are never followed, wherever they lead", async () => {
      const outside = join(lab.root, "outside");
      mkdirSync(outside, { recursive: true });
      writeFileSync(join(outside, "d.txt"), "not the agent's");
      expect(
        await changes(
          `rm -r src; ln -s ${outside} src; ln -s . loop; ln -s /dev/zero zero; rm a.txt; ln -s ${outside}/d.txt a.txt`,
        ),
      ).toEqual({
        "a.txt": `-> ${outside}/d.txt`,
        loop: "-> .",
        src: `-> ${outside}`,
        "src/d.txt": "-",
        "src/deep/c.txt": "-",
        zero: "-> /dev/zero",
      });
    });

    test("what stands where the capture keeps its objects is neither used nor followed", async () => {
      const workspace = await lab.create();
      const directory = join(workspace.root, "..");
      const outside = join(lab.root, "scratch-target");
      mkdirSync(outside);
      writeFileSync(join(workspace.root, "b.txt"), "1\n");
      symlinkSync(outside, join(directory, "capture.git"));
      expect(shown((await lab.capture(workspace)).changes)).toEqual({ "b.txt": "1\n" });
      expect(existsSync(join(outside, "objects"))).toBe(false);
    });
  });

  describe("facts and patch", () => {
    test("lines are counted, and the patch is what git would apply", async () => {
      const { facts, patch, changes } = await lab.work(`
        printf 'one\\n2\\nthree\\nfour\\n' > a.txt; rm b.txt; printf 'a\\r\\nB\\r\\n' > crlf.txt; printf '\\0\\2' > binary.bin; echo x > 'ü n'`);
      expect(facts).toMatchObject({ filesChanged: 5, omitted: 0, ignoredChanged: 0 });
      // a.txt +2 -1, b.txt -1, crlf.txt +1 -1, binary.bin +1 -1, new +1
      expect(facts).toMatchObject({ linesAdded: 5, linesDeleted: 4 });
      const fresh = repository(join(lab.root, `fresh-${mode}`), FILES);
      gitIn(fresh.path, "config", "core.autocrlf", "false");
      writeFileSync(join(lab.root, "the.patch"), patch ?? "");
      gitIn(fresh.path, "apply", "--check", "--exclude=binary.bin", join(lab.root, "the.patch"));
      expect(Buffer.from(patch ?? []).toString()).toContain('"b/\\303\\274 n"');
      expect(shown(changes)["crlf.txt"]).toBe("a\r\nB\r\n");
    });

    test("the tree is the one that git makes of these files", async () => {
      const { facts } = await lab.work("echo new > a.txt; rm -r src; ln -s a.txt z");
      const fresh = repository(join(lab.root, `tree-${mode}`), FILES);
      expect(facts.baseTree).toBe(gitIn(fresh.path, "rev-parse", `${fresh.commit}^{tree}`));
      agent(fresh.path, "echo new > a.txt; rm -r src; ln -s a.txt z");
      gitIn(fresh.path, "add", "--all");
      expect(facts.tree).toBe(gitIn(fresh.path, "write-tree"));
    });

    test("changes stand in path order, and survive being stored", async () => {
      const { changes } = await lab.work("for f in z m b a; do echo 1 > $f; done; rm link crlf.txt");
      expect(Object.keys(shown(changes))).toEqual(["a", "b", "crlf.txt", "link", "m", "z"]);
      expect(shown(decodeFileSet(encodeFileSet(changes ?? [])))).toEqual(shown(changes));
    });
  });

  describe("again", () => {
    const SCRIPT =
      "rm -r src; echo 1 > a.txt; mkdir n; echo 2 > n/2.txt; git add .; git commit -qm x; chmod 000 n; mkfifo p";

    test("a capture can be repeated, also by another provider and after a half-done one", async () => {
      const workspace = await lab.create();
      agent(workspace.root, SCRIPT);
      const first = await lab.capture(workspace);
      expect(shown(first.changes)).toEqual({
        "a.txt": "1\n",
        "n/2.txt": "2\n",
        "src/d.txt": "-",
        "src/deep/c.txt": "-",
      });
      writeFileSync(join(workspace.root, "../capture.git/HEAD"), "");
      expect(await lab.capture(workspace)).toEqual(first);
    });

    test("what an unmount took away is brought back; what was mounted inside is no part of the tree", async () => {
      const workspace = await lab.create();
      agent(workspace.root, SCRIPT);
      const first = await lab.capture(workspace);
      for (const point of mountsWithin(join(workspace.root, ".."))) await unmount(point);
      if (mode === "overlay") {
        expect(existsSync(join(workspace.root, "n"))).toBe(false);
        agent(workspace.root, "mkdir x; mount -t tmpfs none x; echo 1 > x/y");
      }
      expect(await lab.capture(workspace)).toEqual(first);
    });

    test("a tree that the agent replaced by a link is empty, and nothing of where the link leads", async () => {
      const workspace = await lab.create();
      for (const point of mountsWithin(join(workspace.root, ".."))) await unmount(point);
      agent(join(workspace.root, ".."), "rm -rf tree; ln -s /etc tree");
      const { facts } = await lab.capture(workspace);
      expect(facts.filesChanged).toBe(mode === "overlay" ? 0 : Object.keys(FILES).length);
      expect(existsSync(join(workspace.root, "passwd"))).toBe(false);
    });

    test("a workspace that is gone is lost: that is not an agent who deleted everything", async () => {
      const workspace = await lab.create();
      await lab.provider.dispose(workspace.id);
      await expect(lab.capture(workspace)).rejects.toMatchObject({ code: "WORKSPACE_LOST" });
    });

    test("an interrupted capture is an interruption", async () => {
      const workspace = await lab.create();
      writeFileSync(join(workspace.root, "a.txt"), "x");
      const capture = lab.provider.capture(
        { id: workspace.id, template: lab.template, delivery: { files: [], scrub: [] } },
        AbortSignal.abort(),
      );
      await expect(capture).rejects.toMatchObject({ code: "INTERRUPTED" });
      expect((await lab.capture(workspace)).facts.filesChanged).toBe(1);
    });
  });

  test("the template stays as it was, whatever agents did", async () => {
    await lab.work("find . -mindepth 1 -delete");
    const workspace = await lab.create();
    expect(readFileSync(join(workspace.root, "a.txt"), "utf8")).toBe(FILES["a.txt"]);
    expect(agent(workspace.root, "git status --porcelain --ignored")).toBe("");
    expect(
      (
        await lab.provider.capture(
          { id: workspace.id, template: lab.template, delivery: { files: [], scrub: [] } },
          NEVER,
        )
      ).changes,
    ).toBeNull();
  });
});
