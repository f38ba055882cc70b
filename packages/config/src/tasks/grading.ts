import { dirname, resolve } from "node:path";
import {
  type CheckSpec,
  compareKeys,
  digestOf,
  encodeFileSet,
  type FileEntry,
  type GradingSpec,
  type Json,
  type PlanObject,
  ScyllaError,
  type SourcePosition,
  sha256,
  type TaskFile,
} from "@scylla/contracts";
import { reportDuplicates } from "../experiment/duplicates.ts";
import { readText } from "../files/read-text.ts";
import { readTree } from "../files/read-tree.ts";
import type { Problems } from "../problems.ts";
import { attempt } from "../reported.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";

export interface GradingWithObjects {
  readonly spec: GradingSpec;
  /** Hidden tests and the rubric. */
  readonly objects: readonly PlanObject[];
}

/** How a task is graded, with hidden tests and rubric by value. */
export async function loadGrading(task: YamlFile<TaskFile>, problems: Problems): Promise<GradingWithObjects | null> {
  const { checks: entries, rubric: rubricFile, protect } = task.value;
  const before = problems.count;
  if (entries.length === 0 && rubricFile === undefined) {
    const hint = "Add `checks` with a command that exits with 0 when the work is right, or a `rubric`.";
    problems.report("TASK_UNGRADED", `task ${task.value.id} has neither checks nor a rubric`, task.at([]), hint);
  }
  reportDuplicates(
    entries.map(({ id }, i) => ({ id, at: task.at(["checks", i, "id"]) })),
    "check",
    problems,
  );
  for (const [i, pattern] of protect.entries()) reportEscape(pattern, task.at(["protect", i]), problems);

  const objects: PlanObject[] = [];
  const checks: CheckSpec[] = [];
  for (const [i, { id, command, required, weight, time, hiddenTests }] of entries.entries()) {
    const at = task.at(["checks", i, "hiddenTests"]);
    const hidden =
      hiddenTests === undefined ? null : await attempt(problems, () => loadHiddenTests(task.file, hiddenTests, at));
    if (hidden) objects.push(hidden);
    checks.push({ id, command, required, weight, timeMs: time, hiddenTests: hidden?.digest ?? null });
  }
  const rubric = rubricFile === undefined ? null : await attempt(problems, () => loadRubric(task, rubricFile));
  if (rubric) objects.push(rubric);
  if (problems.count > before) return null;
  const spec = { checks, protect: [...new Set(protect)].sort(compareKeys), rubric: rubric?.digest ?? null };
  return { spec: { digest: digestOf(spec as unknown as Json), ...spec }, objects };
}

async function loadHiddenTests(file: string, written: string, at: SourcePosition): Promise<PlanObject> {
  const tree = await readTree(resolve(dirname(file), written), written, at, "inside");
  if (tree.length === 0) {
    throw new ScyllaError("CONFIG_INVALID", `${written} is empty`, {
      at,
      hint: "Put the hidden tests there, or remove `hiddenTests`.",
    });
  }
  const entries = tree.map((entry): FileEntry => {
    const path = Buffer.from(entry.path);
    if ("target" in entry) return { path, kind: "symlink", target: Buffer.from(entry.target) };
    return { path, kind: "file", executable: entry.executable, bytes: entry.bytes };
  });
  return planObject(encodeFileSet(entries));
}

/** Kept as text: what its items mean is the judge's business, but it must be YAML that says something. */
async function loadRubric(task: YamlFile<TaskFile>, written: string): Promise<PlanObject> {
  const file = resolve(dirname(task.file), written);
  const text = await readText(file, written, task.at(["rubric"]));
  parseYaml(text, file);
  return planObject(Buffer.from(text));
}

function planObject(bytes: Uint8Array): PlanObject {
  return { digest: sha256(bytes), bytes };
}

function reportEscape(pattern: string, at: SourcePosition, problems: Problems): void {
  if (!pattern.startsWith("/") && !pattern.split("/").includes("..")) return;
  const hint = "Write it relative to the repository's root, such as test/**.";
  problems.report("PATH_ESCAPE", `the pattern ${pattern} leads out of the repository`, at, hint);
}
