import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FileSet, isScyllaError, PORTS, type WorkspaceProvider } from "@scylla/contracts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { processRunner, workspaceProvider } from "../src/index.ts";
import { mountsWithin } from "../src/tree/overlay.ts";
import { removeWorkingTree } from "../src/tree/working-tree.ts";
import { agent, delivering, type Laboratory, laboratory, NOTHING, shown } from "./fixtures/laboratory.ts";
import { NEVER, place, workingModes } from "./fixtures/places.ts";
import { repository } from "./fixtures/repositories.ts";

const MODES = await workingModes();

function provider(
  root: string,
  rest: Partial<Parameters<typeof workspaceProvider>[0]> = {},
): Promise<WorkspaceProvider> {
  return workspaceProvider({ root, experiment: "lab", processes: processRunner(), ...rest });
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe("a provider", () => {
  test("speaks the port's version, and says how trees are made", async () => {
    const made = await provider(place());
    expect(made.port).toBe(PORTS.workspace);
    expect(made.mode).toBe(MODES.at(-1));
    expect((await provider(place(), { mode: "copy" })).mode).toBe("copy");
  });

  test("refuses a root in which agents would find what is not theirs", async () => {
    const root = place();
    writeFileSync(join(root, "CLAUDE.md"), "");
    await expect(provider(join(root, "work"))).rejects.toMatchObject({ code: "WORK_ROOT_UNSAFE" });
  });

  test.each(["../up", "", ".", "a/b", "-rf"])("a name that leads elsewhere is refused: %j", async (name) => {
    const root = join(place(), "work");
    const precious = join(root, "precious");
    const made = await provider(root);
    mkdirSync(precious);
    await expect(provider(root, { experiment: name })).rejects.toMatchObject({ code: "INTERNAL" });
    const id = `${name}/../../precious`;
    const template = { repo: { kind: "path", path: "/none", commit: "0".repeat(40) }, setup: [] } as const;
    const graded = { id, template, changes: null, protect: [], overlay: [] };
    for (const call of [
      () => made.dispose(id),
      () => made.open(id),
      () => made.create({ id, template, delivery: NOTHING }, NEVER),
      async () => made.equip?.({ id, files: [] }),
      () => made.capture({ id, template, delivery: NOTHING }, NEVER),
      () => made.gradedTree(graded, NEVER),
    ])
      await expect(call()).rejects.toMatchObject({ code: "INTERNAL" });
    expect(existsSync(precious)).toBe(true);
  });

  test("commits and templates fail by code, with what to do", async () => {
    const made = await provider(place());
    const gone = { kind: "path", path: "/nowhere", commit: "0".repeat(40) } as const;
    await expect(made.ensureCommit(gone, NEVER)).rejects.toMatchObject({ code: "REPO_UNREACHABLE" });
    await expect(made.ensureTemplate({ repo: gone, setup: [] }, NEVER)).rejects.toMatchObject({
      code: "REPO_UNREACHABLE",
    });
    const { source } = repository(join(place(), "repo"), { a: "1" });
    await expect(made.ensureCommit({ ...source, commit: gone.commit }, NEVER)).rejects.toMatchObject({
      code: "COMMIT_MISSING",
    });
    await expect(made.ensureTemplate({ repo: source, setup: ["exit 9"] }, NEVER)).rejects.toMatchObject({
      code: "SETUP_FAILED",
    });
    vi.stubEnv("PATH", "/nonexistent");
    const other = { ...source, commit: "1".repeat(40) };
    await expect(made.ensureCommit(other, NEVER)).rejects.toMatchObject({ code: "GIT_MISSING" });
    vi.unstubAllEnvs();
  });

  test("a template asked for by many at once is set up once", async () => {
    const root = place();
    const { source } = repository(join(root, "repo"), { a: "1" });
    const made = await provider(join(root, "work"));
    const template = { repo: source, setup: [`echo x >> ${join(root, "count")}`] };
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => made.create({ id: `${i}-0`, template, delivery: NOTHING }, NEVER)),
    );
    expect(readFileSync(join(root, "count"), "utf8")).toBe("x\n");
  });
});

test.runIf(MODES.includes("overlay"))(
  "on a disk of whatever size, what fails is a full disk, and nothing half-made is used",
  async () => {
    const root = place();
    const { source } = repository(join(root, "repo"), { data: randomBytes(500_000), "run.sh": { program: "" } });
    const work = join(root, "work");
    const template = { repo: source, setup: ["cp data more"] };
    const ends: string[] = [];
    for (let size = 64; size <= 8192; size += size < 1024 ? 160 : 512) {
      mkdirSync(work, { recursive: true });
      execFileSync("sh", ["-c", `mount -t tmpfs -o mode=700,size=${size}k none ${work}`]);
      try {
        const made = await provider(work, { mode: "copy" });
        const { root: tree } = await made.create({ id: "0-0", template, delivery: NOTHING }, NEVER);
        expect(statSync(join(tree, "more")).size).toBe(500_000);
        ends.push("made");
      } catch (error) {
        // A set-up that has no room is told by its log.
        const told = isScyllaError(error, "SETUP_FAILED") && error.message.includes("No space left");
        ends.push(told || isScyllaError(error, "DISK_FULL") ? "no room" : `${size}k: ${error}`);
      }
      await removeWorkingTree(work);
    }
    expect(new Set(ends)).toEqual(new Set(["no room", "made"]));
    expect(ends.lastIndexOf("no room")).toBeLessThan(ends.indexOf("made"));
  },
);

describe.each(MODES)("%s", (mode) => {
  let lab: Laboratory;
  beforeAll(async () => {
    lab = await laboratory({
      mode,
      files: {
        "a.txt": "a\n",
        "package.json": "{}\n",
        "test/a.test.js": "test\n",
        "test/.fixtures/x": "x\n",
        ".gitignore": "deps/\n",
        "CLAUDE.md": "the repo's\n",
      },
      setup: ["mkdir deps; echo lib > deps/lib; echo made > made.txt"],
    });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  describe("a workspace", () => {
    test("files for the private home stand there before the agent starts, and are none of its changes", async () => {
      const workspace = await lab.create();
      const config = (text: string) => [{ path: ".toy/config", executable: false, content: { text } }];
      await lab.provider.equip?.({ id: workspace.id, files: config("a = 1") });
      await lab.provider.equip?.({ id: workspace.id, files: config("a = 2") });
      expect(readFileSync(join(workspace.home, ".toy/config"), "utf8")).toBe("a = 2");
      expect((await lab.capture(workspace)).changes).toBeNull();
    });

    test("is the template's tree with private, empty directories beside it", async () => {
      const made = await lab.create();
      expect(readdirSync(made.root).sort()).toEqual(
        [".git", ".gitignore", "CLAUDE.md", "a.txt", "deps", "made.txt", "package.json", "test"].sort(),
      );
      expect(readFileSync(join(made.root, "deps/lib"), "utf8")).toBe("lib\n");
      for (const directory of [made.home, made.tmp, made.logs]) {
        expect(readdirSync(directory)).toEqual([]);
        expect(statSync(directory).mode & 0o777).toBe(0o700);
        expect(dirname(directory)).toBe(dirname(made.root));
      }
    });

    test("has no instructions and no repository above it", async () => {
      const { root } = await lab.create();
      for (let at = dirname(root); ; at = dirname(at)) {
        for (const name of [".git", "CLAUDE.md", "AGENTS.md", ".claude", ".mcp.json"])
          expect(existsSync(join(at, name))).toBe(false);
        if (at === "/") break;
      }
    });

    test("replaces what stood under its id", async () => {
      const { id, root, home, logs } = await lab.create();
      agent(root, "echo old > old; rm a.txt; mkdir -p locked/in; chmod 000 locked");
      for (const directory of [home, logs]) writeFileSync(join(directory, "old"), "");
      const again = await lab.provider.create({ id, template: lab.template, delivery: NOTHING }, NEVER);
      expect(again.root).toBe(root);
      expect([existsSync(join(root, "old")), existsSync(join(root, "a.txt"))]).toEqual([false, true]);
      expect([readdirSync(home), readdirSync(logs)]).toEqual([[], []]);
      expect((await lab.capture(again)).changes).toBeNull();
    });

    test("is opened by another provider as it was left, and is null when it is gone or was never finished", async () => {
      const made = await lab.create();
      agent(made.root, "echo 1 > a.txt");
      const other = await provider(join(lab.root, "work"), { mode });
      expect(await other.open(made.id)).toEqual(made);
      const { changes } = await other.capture({ id: made.id, template: lab.template, delivery: NOTHING }, NEVER);
      expect(shown(changes)).toEqual({ "a.txt": "1\n" });
      await other.dispose(made.id);
      expect(await lab.provider.open(made.id)).toBeNull();
      mkdirSync(join(lab.root, "work/runs/lab/half-made/tree"), { recursive: true });
      expect(await lab.provider.open("half-made")).toBeNull();
      await lab.provider.dispose("half-made");
    });

    test("is read as what it was made as, also by a provider that makes others", async () => {
      for (const reader of MODES) {
        const made = await lab.create();
        agent(made.root, "echo 1 > a.txt");
        const other = await provider(join(lab.root, "work"), { mode: reader });
        const { changes } = await other.capture({ id: made.id, template: lab.template, delivery: NOTHING }, NEVER);
        expect(shown(changes)).toEqual({ "a.txt": "1\n" });
      }
    });

    test("many at once do not mix", async () => {
      const captures = await Promise.all(Array.from({ length: 6 }, (_, i) => lab.work(`echo ${i} > a.txt`)));
      expect(captures.map(({ changes }) => shown(changes))).toEqual(captures.map((_, i) => ({ "a.txt": `${i}\n` })));
    });
  });

  describe("disposal", () => {
    const leaves: readonly (readonly [string, string])[] = [
      ["directories that nobody may enter", "mkdir -p d/e/f; echo x > d/e/f/g; chmod 000 d/e/f d/e d; chmod 000 .git"],
      ["pipes, sockets and links out", "mkfifo p; ln -s / root; ln -s loop loop; ln -s ../../../.. up"],
      ["names of all kinds", `mkdir ./-rf; touch "./-rf/$(printf 'a\\nb')" "$(printf '\\377')"`],
      [
        "paths that are longer than a system call takes",
        `'${process.execPath}' -e 'for (let i = 0; i < 30; i++) {
        fs.mkdirSync("0".repeat(250)); process.chdir("0".repeat(250)); }'`,
      ],
      ["a tree without itself", "rm -rf ./* .git .gitignore"],
      ["files in the private directories", "mkdir -p ../home/x ../tmp/y; chmod 000 ../home/x ../home ../tmp/y"],
    ];

    test.each(leaves)("%s", async (_name, script) => {
      const made = await lab.create();
      agent(made.root, script);
      await lab.provider.dispose(made.id);
      expect(existsSync(dirname(made.root))).toBe(false);
      expect(mountsWithin(dirname(made.root))).toEqual([]);
    });

    test("can be repeated, and of nothing", async () => {
      const made = await lab.create();
      for (const id of [made.id, made.id, "never-was"]) await lab.provider.dispose(id);
    });

    test("does not follow links out", async () => {
      const outside = join(lab.root, "outside");
      mkdirSync(outside, { recursive: true });
      writeFileSync(join(outside, "precious"), "");
      const made = await lab.create();
      symlinkSync(outside, join(made.root, "out"));
      symlinkSync(outside, join(made.home, "out"));
      agent(made.root, "mkdir d; chmod 000 d");
      await lab.provider.dispose(made.id);
      expect(readdirSync(outside)).toEqual(["precious"]);
    });

    test.runIf(MODES.includes("overlay"))("does not reach into what was mounted in it", async () => {
      const outside = join(lab.root, "mounted");
      mkdirSync(outside, { recursive: true });
      writeFileSync(join(outside, "precious"), "");
      const made = await lab.create();
      agent(
        made.root,
        `mkdir m '../home/a b'; mount --bind ${outside} m; mount --bind ${outside} '../home/a b'; mount -t tmpfs none '../tmp'`,
      );
      await lab.provider.dispose(made.id);
      expect(existsSync(dirname(made.root))).toBe(false);
      expect(readdirSync(outside)).toEqual(["precious"]);
    });

    test("also while somebody stands in it", async () => {
      const made = await lab.create();
      const script = `cd '${made.root}' && exec sleep 60`;
      const child = execFileSync("sh", ["-c", `sh -c "${script}" >/dev/null 2>&1 & echo $!`], { encoding: "utf8" });
      await lab.provider.dispose(made.id);
      process.kill(Number(child), "SIGKILL");
      expect(existsSync(dirname(made.root))).toBe(false);
    });
  });

  describe("a graded tree", () => {
    const grade = (changes: FileSet | null, protect: readonly string[] = [], overlay: readonly FileSet[] = []) =>
      lab.provider.gradedTree({ id: "0-0-1-0", template: lab.template, changes, protect, overlay }, NEVER);
    const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
    const graded = join("work/graded/lab/0-0-1-0");

    test("is the template with the agent's changes, without the treatment's files, and gone when disposed", async () => {
      const delivery = delivering({ "CLAUDE.md": "ours\n", ".claude/skills/x/SKILL.md": "x" }, ["**/CLAUDE.md"]);
      const { changes } = await lab.work(
        "echo new > a.txt; rm made.txt; mkdir n; ln -s ../a.txt n/l; echo hacked > deps/lib; git add .; git commit -qm x",
        delivery,
      );
      {
        await using tree = await grade(changes);
        expect(read(tree.root, "a.txt")).toBe("new\n");
        expect(read(tree.root, "n/l")).toBe("new\n");
        expect(read(tree.root, "deps/lib")).toBe("lib\n");
        expect(read(tree.root, "CLAUDE.md")).toBe("the repo's\n");
        expect([".claude", "made.txt"].map((name) => existsSync(join(tree.root, name)))).toEqual([false, false]);
        expect(agent(tree.root, "git log --format=%s")).toBe("task\n");
        for (const directory of [tree.home, tree.tmp, tree.results]) expect(readdirSync(directory)).toEqual([]);
        writeFileSync(join(tree.results, "junk"), "");
        writeFileSync(join(tree.root, "a.txt"), "checks write, too");
      }
      expect(existsSync(join(lab.root, graded))).toBe(false);
      await using again = await grade(null);
      expect(readdirSync(again.results)).toEqual([]);
      expect(read(again.root, "a.txt")).toBe("a\n");
    });

    test("protected paths are as the template has them, whatever was done to them", async () => {
      const protect = ["package.json", "test/**"];
      for (const script of [
        "echo hacked > package.json; echo hacked > test/a.test.js; echo more > test/b.test.js; rm -r test/.fixtures",
        "rm package.json; mkdir package.json; echo x > package.json/x; rm -r test; ln -s /etc test",
        "rm -r test package.json; echo 'a file' > test; ln -s a.txt package.json",
        "git mv test tests; git mv package.json old.json",
      ]) {
        const { changes } = await lab.work(`${script}; echo 1 > a.txt`);
        await using tree = await grade(changes, protect);
        expect(read(tree.root, "package.json")).toBe("{}\n");
        expect(agent(tree.root, "find test -type f | sort; find test -type l")).toBe(
          "test/.fixtures/x\ntest/a.test.js\n",
        );
        expect(read(tree.root, "test/a.test.js")).toBe("test\n");
        expect(read(tree.root, "a.txt")).toBe("1\n");
      }
    });

    test("hidden tests lie over all, through no link of the agent's", async () => {
      const outside = join(lab.root, "hidden-outside");
      mkdirSync(outside, { recursive: true });
      const { changes } = await lab.work(`rm -r test; ln -s ${outside} test; mkdir hidden.js; echo x > hidden.js/x`);
      const files = ["test/a.test.js", "hidden.js"].map(
        (path) => ({ path: bytes(path), kind: "file", executable: true, bytes: bytes("hidden\n") }) as const,
      );
      await using tree = await grade(changes, [], [files]);
      expect([read(tree.root, "test/a.test.js"), read(tree.root, "hidden.js")]).toEqual(["hidden\n", "hidden\n"]);
      expect(readdirSync(outside)).toEqual([]);
    });

    test.each(["../x", "/etc/x", "a/../../x", "", ".", "a//b", ".git/config", "sub/.GIT/hooks/x", "a\0b"])(
      "a path that leads out is refused and leaves nothing: %j",
      async (path) => {
        const out: FileSet = [{ path: bytes(path), kind: "file", executable: false, bytes: bytes("x") }];
        const gone: FileSet = [{ path: bytes(path), kind: "deleted" }];
        for (const made of [() => grade(out), () => grade(null, [], [out]), () => grade(gone)])
          await expect(made()).rejects.toMatchObject({ code: "PATH_ESCAPE" });
        expect(existsSync(join(lab.root, graded))).toBe(false);
      },
    );

    test("the same changes give the same tree, also in another process on another day", async () => {
      const { changes, facts } = await lab.work("rm a.txt; echo 1 > 'new file'; chmod +x package.json; ln -s /etc l");
      await using tree = await grade(changes);
      const gitDir = join(lab.root, "tree.git");
      execFileSync("git", ["init", "--quiet", "--bare", gitDir]);
      execFileSync("git", [`--git-dir=${gitDir}`, `--work-tree=${tree.root}`, "add", "--all"]);
      const written = execFileSync("git", [`--git-dir=${gitDir}`, "write-tree"], { encoding: "utf8" });
      expect(written.trim()).toBe(facts.tree);
    });
  });
});
