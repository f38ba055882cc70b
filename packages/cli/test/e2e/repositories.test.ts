import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { changeTask, git } from "../fixtures/repositories.ts";
import { answer, type Ended, type Place, place } from "../fixtures/scylla.ts";
import { digestOfDirectory } from "../fixtures/untouched.ts";

/** What is said of a repository that can't be used; nothing was changed. */
async function refused(here: Place, command = "validate"): Promise<Pick<Ended, "code" | "stderr">> {
  const before = digestOfDirectory(here.root);
  const { code, stderr } = await here.scylla([command, "experiment.yaml"]);
  const after = digestOfDirectory(here.root);
  return { code: before === after ? code : -1, stderr };
}

test.concurrent("a repository that can't be reached, by path and by address", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write" });
  changeTask(here.root, (text) => text.replace(/path: \S+,/, "path: ../answer,"));
  expect(await refused(here)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error \w+: .*\n {2}at tasks\/answer\/task\.yaml:4:15\n/),
  });
  changeTask(here.root, (text) => text.replace(/path: \S+,/, "url: 'http://127.0.0.1:1/x.git',"));
  const { code, stderr } = await refused(here);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /^error REPO_UNREACHABLE: the repository http:\/\/127\.0\.0\.1:1\/x\.git can't be read: .*\n {2}at tasks\/answer\/task\.yaml:4:14\n {2}Check /,
    ),
  ]);
});

test.concurrent("a commit that is not in its repository", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write" });
  changeTask(here.root, (text) => text.replace(/commit: \w+/, `commit: '${"12".repeat(20)}'`));
  const { code, stderr } = await refused(here, "run");
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "error COMMIT_MISSING: commit 1212121212121212121212121212121212121212 can't be had from ROOT/repository: it is not in it
      at tasks/answer/task.yaml:4:41
      Check the task's \`repo.commit\`; it must be reachable from a branch or tag of that repository.
    ",
    ]
  `);
});

test.concurrent("a bundle that is damaged, and a file that is none", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write" });
  const file = join(here.root, "repo.bundle");
  git(join(here.root, "repository"), "bundle", "create", "--quiet", file, "main");
  changeTask(here.root, (text) => text.replace(/path: \S+,/, "bundle: ../../repo.bundle,"));
  rmSync(join(here.root, "repository"), { recursive: true });
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, whole.length - 40));
  const cut = await refused(here);
  expect([cut.code, cut.stderr]).toEqual([
    2,
    expect.stringMatching(/^error (REPO_UNREACHABLE|COMMIT_MISSING): .*\n {2}at .*task\.yaml:4:17\n {2}Check /),
  ]);
  writeFileSync(file, "no bundle");
  const none = await refused(here);
  expect([none.code, none.stderr]).toEqual([
    2,
    expect.stringMatching(/^error REPO_UNREACHABLE: .*\n {2}at .*task\.yaml:4:17\n {2}Check /),
  ]);
  writeFileSync(file, whole);
  expect((await refused(here)).code).toBe(0);
});

/** Names that many programs stumble over; the last is not UTF-8. */
const ODD_NAMES = ["two\nlines", "tab\there", '"quoted"', "-dash", "ümläut", " blank ", "back\\slash"].map((name) =>
  Buffer.from(name),
);
const NO_UTF8 = Buffer.from([0x66, 0xff, 0xfe]);

test.concurrent("odd file names, submodules and LFS pointers reach the agent as a checkout has them", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({
    agent: "write",
    repeats: 1,
    check: [
      "sh",
      "-c",
      "test -s answer.txt && [ $(ls odd | tr -dc x | wc -c) = 8 ] && test -d sub && grep -q git-lfs big.bin",
    ],
  });
  const repository = join(here.root, "repository");
  mkdirSync(join(repository, "odd"));
  for (const name of [...ODD_NAMES, NO_UTF8])
    writeFileSync(Buffer.concat([Buffer.from(`${repository}/odd/`), name, Buffer.from("x")]), "content\n");
  writeFileSync(join(repository, ".gitattributes"), "*.bin filter=lfs diff=lfs merge=lfs -text\n");
  writeFileSync(join(repository, "big.bin"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
  writeFileSync(join(repository, ".gitmodules"), '[submodule "sub"]\n\tpath = sub\n\turl = ../nowhere\n');
  git(repository, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},sub`);
  mkdirSync(join(repository, "sub"));
  git(repository, "-c", "filter.lfs.required=false", "add", "--all", "--", ".", ":!sub");
  git(repository, "commit", "--quiet", "--message=Odd");
  const commit = git(repository, "rev-parse", "HEAD");
  changeTask(here.root, (text) => text.replace(/commit: \w+/, `commit: ${commit}`));
  const ended = await here.scylla(["run", "experiment.yaml", "--json"]);
  expect(answer(ended), ended.stderr).toMatchObject({ status: "complete", counts: { planned: 3, valid: 3 } });
  const report = JSON.parse((await here.scylla(["report", "--json"])).stdout);
  expect(report.runs.map(({ passed }: { passed: boolean }) => passed)).toEqual([true, true, true]);
  const proof = await here.scylla(["validate", "experiment.yaml", "--prove", "--repeat", "1"]);
  expect(proof.stderr).toContain("  note        its submodules are empty directories");
  expect(proof.stderr).toContain("  note        its Git LFS files are pointers");
});
