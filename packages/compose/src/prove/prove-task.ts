import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckResult, FileSet } from "@scylla/contracts";
import type { Laboratory } from "./laboratory.ts";
import { referenceChanges } from "./reference-changes.ts";
import type { Claim, TaskProof } from "./task-proof.ts";
import { workspaceClaim } from "./workspace-claim.ts";

type Gradings = readonly (readonly CheckResult[])[];

/** Tries a task out without an agent. @param repeat gradings of each kind, so that checks that answer by chance are seen. */
export async function proveTask(lab: Laboratory, repeat: number): Promise<TaskProof> {
  const { id, title } = lab.task;
  const notes = await lab.inWorkspace(async ({ root }) => notesOn(root));
  const workspace = await workspaceClaim(lab);
  const nothing = await gradings(lab, null, repeat);
  const reference = await gradedReference(lab, repeat);
  return {
    task: id,
    title,
    claims: [
      workspace,
      nothingClaim(lab, nothing),
      reference.claim,
      steadyClaim([
        ["without changes", nothing],
        ["with the reference", reference.gradings],
      ]),
    ],
    notes,
  };
}

async function gradings(lab: Laboratory, changes: FileSet | null, repeat: number): Promise<Gradings> {
  const all = [];
  for (let i = 0; i < repeat; i++) all.push(await lab.grade(changes));
  return all;
}

/** Who does nothing must not pass: a check that passes anyway tells nothing about an agent. */
function nothingClaim(lab: Laboratory, all: Gradings): Claim {
  const passed = all.filter((checks) => passes(lab, checks) === true);
  if (passed.length > 0)
    return { claim: "nothing", status: "disproved", detail: `doing nothing passes${times(passed, all)}` };
  return { claim: "nothing", status: "proved", detail: `doing nothing fails: ${failing(all)}` };
}

async function gradedReference(
  lab: Laboratory,
  repeat: number,
): Promise<{ readonly claim: Claim; readonly gradings: Gradings }> {
  const { reference } = lab.task;
  const none = (status: Claim["status"], detail: string) => ({
    claim: { claim: "reference", status, detail } as const,
    gradings: [],
  });
  if (reference === null) return none("open", "the task names no `reference` that could pass");
  const changed = await referenceChanges(lab, reference);
  if (changed.kind === "refused") return none("disproved", `the reference can't be applied: ${changed.why}`);
  const all = await gradings(lab, changed.changes, repeat);
  const failed = all.filter((checks) => passes(lab, checks) !== true);
  const claim: Claim =
    failed.length === 0
      ? { claim: "reference", status: "proved", detail: "the reference passes" }
      : {
          claim: "reference",
          status: "disproved",
          detail: `the reference fails${times(failed, all)}: ${failing(failed)}`,
        };
  return { claim, gradings: all };
}

function steadyClaim(groups: readonly (readonly [string, Gradings])[]): Claim {
  const flaky = groups.flatMap(([when, all]) =>
    (all[0] ?? []).flatMap(({ id }, i) => {
      const seen = new Set(all.map((checks) => checks[i]?.status));
      return seen.size > 1 ? [`${id} ${when}: ${[...seen].join(", then ")}`] : [];
    }),
  );
  const most = Math.max(...groups.map(([, all]) => all.length));
  if (most < 2) return { claim: "steady", status: "open", detail: "checks ran once: one answer can't vary" };
  return flaky.length === 0
    ? { claim: "steady", status: "proved", detail: `checks answer alike, ${most} times` }
    : { claim: "steady", status: "disproved", detail: `checks answer by chance: ${flaky.join("; ")}` };
}

function passes(lab: Laboratory, checks: readonly CheckResult[]): boolean | null {
  return lab.parts.grader.verdict({ spec: lab.task.grading, outcome: "ok", checks }).passed;
}

function failing(all: Gradings): string {
  const results = all.flatMap((checks) => checks.filter(({ status }) => status !== "pass"));
  return [...new Set(results.map(({ id, status }) => (status === "fail" ? id : `${id} (${status})`)))].join(", ");
}

function times(some: Gradings, all: Gradings): string {
  return some.length === all.length ? "" : ` ${some.length} of ${all.length} times`;
}

/** Parts of a repository that a checkout of its commit leaves out. */
function notesOn(root: string): readonly string[] {
  const read = (name: string): string => {
    try {
      return readFileSync(join(root, name), "utf8");
    } catch {
      // Most repositories have none.
      return "";
    }
  };
  return [
    ...(read(".gitmodules").includes("[submodule ")
      ? ["its submodules are empty directories, unless `setup` fetches them"]
      : []),
    ...(read(".gitattributes").includes("filter=lfs")
      ? ["its Git LFS files are pointers, unless `setup` fetches them"]
      : []),
  ];
}
