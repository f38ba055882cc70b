import { decodeFileSet, type Trajectory } from "@scylla/contracts";
import { scriptedAgent } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { experiment } from "../fixtures/experiments.ts";
import { type Laboratory, laboratory } from "../fixtures/laboratory.ts";

const rows = (lab: Laboratory) => lab.data.runs.get(1);

describe("capturing an attempt", () => {
  test("stores its changes, for people and for grading, and its words; then the workspace goes", async () => {
    const lab = laboratory(experiment(), {
      agent: ({ write }) => {
        write("answer.txt", "42");
        return { stdout: "{}", stderr: "thinking" };
      },
    });
    await lab.run({ range: { until: "capture" } });
    const artifacts = rows(lab)?.artifacts ?? [];
    expect(artifacts.map(({ name, attempt, grading }) => [name, attempt, grading])).toEqual(
      expect.arrayContaining(["changes", "patch", "stderr", "stdout"].map((name) => [name, 1, 0])),
    );
    const object = (name: string) => lab.objects.get(artifacts.find((one) => one.name === name)?.digest ?? "");
    expect(Buffer.from(object("stderr") ?? []).toString()).toBe("thinking");
    const [change] = decodeFileSet(object("changes") ?? new Uint8Array());
    expect(Buffer.from(change?.path ?? []).toString()).toBe("answer.txt");
    expect(rows(lab)?.attempts[0]?.capture).toMatchObject({ filesChanged: 1 });
    expect([...lab.files.keys()]).toEqual([]);
  });

  test("stores what its output says as facts and steps, where its kind has them", async () => {
    const trajectory: Trajectory = {
      schema_version: "ATIF-v1.7",
      agent: { name: "toy", version: "1" },
      steps: [{ step_id: 1, source: "user", message: "Do it." }],
    };
    const adapter = () => ({
      ...scriptedAgent(),
      transcriber: () => ({ push: () => {}, end: () => trajectory }),
    });
    const lab = laboratory(experiment(), {
      agent: () => ({ stdout: '{"facts":{"calls":2}}' }),
      ports: (ports) => ({ ...ports, adapter }),
    });
    await lab.run({ range: { until: "capture" } });
    const artifacts = rows(lab)?.artifacts ?? [];
    const object = (name: string): unknown =>
      JSON.parse(
        Buffer.from(lab.objects.get(artifacts.find((one) => one.name === name)?.digest ?? "") ?? []).toString(),
      );
    expect(object("trajectory")).toEqual(trajectory);
    expect(object("report")).toMatchObject({ facts: { calls: 2 }, costUsd: null });
  });

  test("reads what is said on standard error too, for agents that say something there", async () => {
    const adapter = () => ({
      ...scriptedAgent(),
      parser: () => {
        const parser = scriptedAgent().parser();
        let errors = "";
        const pushErrors = (chunk: Uint8Array): void => {
          errors += Buffer.from(chunk).toString();
        };
        return { ...parser, pushErrors, end: () => ({ ...parser.end(), model: errors }) };
      },
    });
    const lab = laboratory(experiment(), {
      agent: () => ({ stdout: '{"facts":{"calls":2}}', stderr: "told" }),
      ports: (ports) => ({ ...ports, adapter }),
    });
    await lab.run({ range: { until: "capture" } });
    const report = rows(lab)?.artifacts.find(({ name }) => name === "report");
    expect(JSON.parse(Buffer.from(lab.objects.get(report?.digest ?? "") ?? []).toString())).toMatchObject({
      model: "told",
    });
  });

  test("of an agent that did and said nothing has nothing to store, and is graded all the same", async () => {
    const lab = laboratory(experiment(), { agent: () => ({}), check: () => ({ exit: { kind: "exited", code: 1 } }) });
    const { results } = await lab.run();
    expect(rows(lab)?.artifacts).toEqual([]);
    expect(results.runs).toMatchObject([{ outcome: "ok", passed: false, score: 0 }]);
  });

  test("whose workspace was removed from outside is a loss at its known price, and the agent is bought again", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "agent" } });
    lab.files.clear();
    expect((await lab.run()).status).toBe("complete");
    expect(lab.purchases).toHaveLength(2);
    expect(rows(lab)).toMatchObject({
      run: { state: "graded", attempt: 2 },
      spend: [{ attempt: 1, reason: "workspace lost", cost: 10_000_000 }],
    });
    expect(lab.events.some((event) => event.includes("WORKSPACE_LOST"))).toBe(true);
  });

  test("is not undone by a workspace that can't be removed", async () => {
    let refusals = 0;
    const lab = laboratory(experiment(), {
      ports: (ports) => ({
        ...ports,
        workspaces: {
          ...ports.workspaces,
          dispose: (id) => (refusals++ < 1 ? Promise.reject(busy()) : ports.workspaces.dispose(id)),
        },
      }),
    });
    expect((await lab.run()).status).toBe("complete");
    expect(lab.purchases).toHaveLength(1);
  });
});

function busy(): Error {
  return Object.assign(new Error("the mount is busy"), { name: "ScyllaError", code: "WORKSPACE_FAILED" });
}
