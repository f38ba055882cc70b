import { encodeFileSet, sha256 } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { experiment } from "../fixtures/experiments.ts";
import { type Laboratory, laboratory } from "../fixtures/laboratory.ts";

const rows = (lab: Laboratory) => lab.data.runs.get(1);
const TWO = experiment({ checks: ["unit", "lint"] });

describe("checking an attempt", () => {
  test("runs every check in a tree of its own, and records their results and logs together", async () => {
    const roots: string[] = [];
    const lab: Laboratory = laboratory(TWO, {
      check: (id) => {
        roots.push(lab.processes.started.at(-1)?.cwd ?? "");
        expect(rows(lab)?.gradings).toEqual([]);
        return id === "unit" ? { stdout: "1 passed" } : { exit: { kind: "exited", code: 2 } };
      },
    });
    await lab.run({ range: { until: "check" } });
    expect(new Set(roots).size).toBe(2);
    expect(rows(lab)?.gradings).toMatchObject([
      {
        grading: 1,
        verdict: null,
        checks: [
          { id: "unit", status: "pass" },
          { id: "lint", status: "fail", exitCode: 2 },
        ],
      },
    ]);
    const logs = rows(lab)?.artifacts.filter((one) => one.grading === 1) ?? [];
    expect(logs.map(({ name }) => name)).toEqual(["check/unit"]);
    expect(Buffer.from(lab.objects.get(logs[0]?.digest ?? "") ?? []).toString()).toBe("1 passed");
    expect([...lab.files.keys()]).toEqual([]);
  });

  test("carries the attempt's token, so that what a check leaves behind is found", async () => {
    const lab = laboratory(TWO);
    await lab.run();
    const tokens = new Set(lab.processes.started.map(({ token }) => token));
    expect(tokens).toEqual(new Set([rows(lab)?.attempts[0]?.token]));
  });

  test("lays hidden tests over the tree", async () => {
    const hidden = encodeFileSet([
      { path: Buffer.from("hidden.txt"), kind: "file", executable: false, bytes: Buffer.from("secret") },
    ]);
    const plain = experiment();
    const tasks = plain.tasks.map((task) => {
      const checks = task.grading.checks.map((check) => ({ ...check, hiddenTests: sha256(hidden) }));
      return { ...task, grading: { ...task.grading, checks } };
    });
    const seen: boolean[] = [];
    const lab: Laboratory = laboratory(
      { ...plain, tasks, objects: [{ digest: sha256(hidden), bytes: hidden }] },
      {
        check: () => {
          seen.push(lab.files.has(`${lab.processes.started.at(-1)?.cwd}/hidden.txt`));
          return {};
        },
      },
    );
    expect((await lab.run()).status).toBe("complete");
    expect(seen).toEqual([true]);
  });

  test("that is optional and can't be run is an error, and no reason to wait", async () => {
    const plain = experiment({ checks: ["unit", "lint"] });
    const tasks = plain.tasks.map((task) => {
      const checks = task.grading.checks.map((check) => ({ ...check, required: check.id === "unit" }));
      return { ...task, grading: { ...task.grading, checks } };
    });
    const lab = laboratory(
      { ...plain, tasks },
      {
        check: (id) =>
          id === "unit" ? {} : { exit: { kind: "not-started", code: "ENOENT", message: "no such file" } },
      },
    );
    expect((await lab.run()).results.runs).toMatchObject([{ passed: true, score: 1 }]);
  });

  test("fails when a stored object is damaged, and says so; no agent is bought again", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "capture" } });
    const changes = rows(lab)?.artifacts.find((one) => one.name === "changes");
    lab.objects.set(changes?.digest ?? "", new Uint8Array(2));
    const summary = await lab.run();
    expect(summary.status).toBe("failed");
    expect(summary.drive.failed).toMatchObject([{ stage: "check", code: "OBJECT_DAMAGED" }]);
    expect(lab.purchases).toHaveLength(1);
  });
});
