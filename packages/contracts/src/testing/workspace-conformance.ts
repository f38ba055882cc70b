import assert from "node:assert/strict";
import type { FileEntry, FileSet } from "../file-set.ts";
import { PORTS } from "../port.ts";
import type { Capture, TemplateSpec, Workspace, WorkspaceProvider } from "../ports/workspace.ts";
import type { Delivery } from "../treatment.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";
import { expectError } from "./expect-error.ts";

/** What the repository of the suite holds at its commit. */
export const WORKSPACE_FILES: Readonly<Record<string, string>> = {
  "AGENTS.md": "What the repository tells agents.\n",
  "README.md": "A repository.\n",
  "src/keep.txt": "kept\n",
  "src/change.txt": "before\n",
  "src/remove.txt": "removed\n",
  "test/unit.txt": "the tests\n",
};

export interface OpenWorkspaces extends Disposable {
  readonly workspaces: WorkspaceProvider;
  /** The same workspaces, as another process would find them. */
  again(): Promise<WorkspaceProvider>;
  /** Of a repository that holds `WORKSPACE_FILES`; without set-up commands. */
  readonly template: TemplateSpec;
  /** Writes a text file at an absolute path, with its parents. */
  write(path: string, text: string): Promise<void>;
  /** The text at an absolute path; null when there is no file. */
  read(path: string): Promise<string | null>;
  remove(path: string): Promise<void>;
}

const NEVER = new AbortController().signal;
const NOTHING: Delivery = { files: [], scrub: [] };
const DELIVERY: Delivery = {
  files: [
    { path: "CLAUDE.md", executable: false, content: { text: "Be brief.\n" } },
    { path: ".agent/skills/tests/SKILL.md", executable: false, content: { base64: "U2tpbGwK" } },
  ],
  scrub: ["**/AGENTS.md"],
};

const create = ({ workspaces, template }: OpenWorkspaces, id = "1-1", delivery = DELIVERY): Promise<Workspace> =>
  workspaces.create({ id, template, delivery }, NEVER);

const capture = (
  { template }: OpenWorkspaces,
  workspaces: WorkspaceProvider,
  id = "1-1",
  delivery = DELIVERY,
): Promise<Capture> => workspaces.capture({ id, template, delivery }, NEVER);

/** The usual work of an agent: one file changed, one added, one removed. */
async function work({ write, remove }: OpenWorkspaces, { root }: Workspace): Promise<void> {
  await write(`${root}/src/change.txt`, "after\n");
  await write(`${root}/src/deep/add.txt`, "added\n");
  await remove(`${root}/src/remove.txt`);
}

const WORK: Readonly<Record<string, string | null>> = {
  "src/change.txt": "after\n",
  "src/deep/add.txt": "added\n",
  "src/remove.txt": null,
};

function readable(changes: FileSet | null): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    (changes ?? []).map((entry) => [
      Buffer.from(entry.path).toString("utf8"),
      entry.kind === "file" ? Buffer.from(entry.bytes).toString("utf8") : null,
    ]),
  );
}

function file(path: string, text: string): FileEntry {
  return { path: Buffer.from(path), kind: "file", executable: false, bytes: Buffer.from(text) };
}

/** What every workspace provider must do. */
export function workspaceConformance(setup: { open(): Promise<OpenWorkspaces> }): readonly ConformanceCase[] {
  const graded = async (
    subject: OpenWorkspaces,
    changes: FileSet | null,
    rest: { readonly protect?: readonly string[]; readonly overlay?: readonly FileSet[] } = {},
  ) =>
    (await subject.again()).gradedTree(
      { id: "1-1-1-0", template: subject.template, changes, protect: rest.protect ?? [], overlay: rest.overlay ?? [] },
      NEVER,
    );

  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks, and how runs get their tree": async ({ workspaces }) => {
      assert.equal(workspaces.port, PORTS.workspace);
      assert.notEqual(workspaces.mode, "");
    },

    "a commit can be made sure of again and again; one that is not there is an error": async (subject) => {
      const { workspaces, template } = subject;
      await Promise.all([1, 2].map(() => workspaces.ensureCommit(template.repo, NEVER)));
      const missing = { ...template.repo, commit: "f".repeat(40) };
      await expectError(workspaces.ensureCommit(missing, NEVER), "COMMIT_MISSING");
    },

    "a template can be asked for many times at once": async ({ workspaces, template }) => {
      await Promise.all([1, 2, 3].map(() => workspaces.ensureTemplate(template, NEVER)));
    },

    "a workspace holds the commit, with the delivery in it and what is foreign out of it": async (subject) => {
      const { root } = await create(subject);
      for (const [path, content] of Object.entries(WORKSPACE_FILES))
        assert.equal(await subject.read(`${root}/${path}`), path === "AGENTS.md" ? null : content, path);
      assert.equal(await subject.read(`${root}/CLAUDE.md`), "Be brief.\n");
      assert.equal(await subject.read(`${root}/.agent/skills/tests/SKILL.md`), "Skill\n");
    },

    "its directories are apart from each other, and from those of others": async (subject) => {
      const [one, other] = [await create(subject), await create(subject, "2-1")];
      const all = [one, other].flatMap(({ root, home, tmp, logs }) => [root, home, tmp, logs]);
      for (const directory of all)
        assert.deepEqual(
          all.filter((path) => `${path}/`.startsWith(`${directory}/`)),
          [directory],
        );
      await subject.write(`${one.root}/src/change.txt`, "mine\n");
      assert.equal(await subject.read(`${other.root}/src/change.txt`), "before\n");
    },

    "made again under the same name it is fresh": async (subject) => {
      const first = await create(subject);
      await work(subject, first);
      await subject.write(`${first.home}/secret`, "of the first attempt");
      const second = await create(subject);
      assert.deepEqual(second, first);
      assert.equal(await subject.read(`${second.root}/src/change.txt`), "before\n");
      assert.equal(await subject.read(`${second.root}/src/deep/add.txt`), null);
      assert.equal(await subject.read(`${second.home}/secret`), null);
    },

    "another process finds it as it was left": async (subject) => {
      const workspace = await create(subject);
      await work(subject, workspace);
      const again = await subject.again();
      assert.deepEqual(await again.open("1-1"), workspace);
      assert.equal(await again.open("1-2"), null);
      assert.equal(await subject.read(`${workspace.root}/src/change.txt`), "after\n");
    },

    "an agent that did nothing changed nothing": async (subject) => {
      await create(subject);
      const { facts, patch, changes } = await capture(subject, subject.workspaces);
      assert.deepEqual({ patch, changes }, { patch: null, changes: null });
      assert.equal(facts.tree, facts.baseTree);
      assert.partialDeepStrictEqual(facts, { filesChanged: 0, linesAdded: 0, linesDeleted: 0, deliveredChanged: 0 });
    },

    "what was changed, added and removed is seen, and nothing else": async (subject) => {
      const workspace = await create(subject);
      await work(subject, workspace);
      await subject.write(`${workspace.root}/README.md`, WORKSPACE_FILES["README.md"] ?? "");
      await subject.write(`${workspace.home}/history`, "not of the tree");
      const { facts, patch, changes } = await capture(subject, subject.workspaces);
      assert.deepEqual(readable(changes), WORK);
      assert.notEqual(facts.tree, facts.baseTree);
      assert.partialDeepStrictEqual(facts, { filesChanged: 3, deliveredChanged: 0, omitted: 0 });
      assert.ok(patch && patch.length > 0);
    },

    "the treatment's own files are counted when they change, and are not the agent's work": async (subject) => {
      const { root } = await create(subject);
      await subject.write(`${root}/CLAUDE.md`, "Be long.\n");
      await subject.remove(`${root}/.agent/skills/tests/SKILL.md`);
      const { facts, changes } = await capture(subject, subject.workspaces);
      assert.equal(changes, null);
      assert.partialDeepStrictEqual(facts, { filesChanged: 0, deliveredChanged: 2 });
    },

    "captured again, and by another process, it is the same": async (subject) => {
      await work(subject, await create(subject));
      const first = await capture(subject, subject.workspaces);
      const second = await capture(subject, await subject.again());
      assert.deepEqual(second.facts, first.facts);
      assert.deepEqual(readable(second.changes), readable(first.changes));
    },

    "equal work gives equal trees, whatever was delivered": async (subject) => {
      await work(subject, await create(subject, "1-1", DELIVERY));
      await work(subject, await create(subject, "2-1", NOTHING));
      const one = await capture(subject, subject.workspaces, "1-1", DELIVERY);
      const other = await capture(subject, subject.workspaces, "2-1", NOTHING);
      assert.equal(one.facts.tree, other.facts.tree);
    },

    "a graded tree is the commit plus the changes, without the delivery, and needs no workspace": async (subject) => {
      await work(subject, await create(subject));
      const { changes } = await capture(subject, subject.workspaces);
      await subject.workspaces.dispose("1-1");
      await using tree = await graded(subject, changes);
      for (const [path, content] of Object.entries({ ...WORKSPACE_FILES, ...WORK }))
        assert.equal(await subject.read(`${tree.root}/${path}`), content, path);
      assert.equal(await subject.read(`${tree.root}/CLAUDE.md`), null);
    },

    "without changes a graded tree is the commit": async (subject) => {
      await using tree = await graded(subject, null);
      for (const [path, content] of Object.entries(WORKSPACE_FILES))
        assert.equal(await subject.read(`${tree.root}/${path}`), content, path);
    },

    "protected files are those of the commit, and hidden tests lie over everything": async (subject) => {
      const changes = [
        file("src/change.txt", "after\n"),
        file("test/more.txt", "easy\n"),
        file("test/unit.txt", "easy\n"),
      ];
      await using tree = await graded(subject, changes, {
        protect: ["test/**"],
        overlay: [[file("hidden/unit.txt", "hidden\n")], [file("src/change.txt", "laid over\n")]],
      });
      assert.equal(await subject.read(`${tree.root}/test/unit.txt`), "the tests\n");
      assert.equal(await subject.read(`${tree.root}/test/more.txt`), null);
      assert.equal(await subject.read(`${tree.root}/hidden/unit.txt`), "hidden\n");
      assert.equal(await subject.read(`${tree.root}/src/change.txt`), "laid over\n");
    },

    "a graded tree is gone when disposed, and fresh when made again": async (subject) => {
      const first = await graded(subject, null);
      await subject.write(`${first.root}/left.txt`, "left");
      await subject.write(`${first.results}/left.txt`, "left");
      const second = await graded(subject, null);
      assert.equal(await subject.read(`${second.root}/left.txt`), null);
      assert.equal(await subject.read(`${second.results}/left.txt`), null);
      await second[Symbol.asyncDispose]();
      assert.equal(await subject.read(`${second.root}/README.md`), null);
    },

    "a workspace is removed, also twice, and its neighbours stay": async (subject) => {
      const { workspaces } = subject;
      const workspace = await create(subject);
      await create(subject, "2-1");
      await workspaces.dispose("1-1");
      await workspaces.dispose("1-1");
      await workspaces.dispose("9-9");
      assert.equal(await workspaces.open("1-1"), null);
      assert.equal(await subject.read(`${workspace.root}/README.md`), null);
      assert.notEqual(await workspaces.open("2-1"), null);
    },

    "a sweep removes all but what is named, trees of gradings too": async (subject) => {
      const kept = await create(subject);
      await create(subject, "2-1");
      const tree = await graded(subject, null);
      const again = await subject.again();
      assert.equal((await again.sweep(new Set(["1-1", "7-7"]))).workspaces, 2);
      assert.deepEqual(await again.open("1-1"), kept);
      assert.equal(await again.open("2-1"), null);
      assert.equal(await subject.read(`${tree.root}/README.md`), null);
      assert.equal((await again.sweep(new Set(["1-1"]))).workspaces, 0);
    },
  });
}
