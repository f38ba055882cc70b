import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { processRunner, workspaceProvider } from "../src/index.ts";
import { setupToken } from "../src/template/run-setup.ts";
import { mountsWithin } from "../src/tree/overlay.ts";
import { agent, laboratory, NOTHING } from "./fixtures/laboratory.ts";
import { NEVER, workingModes } from "./fixtures/places.ts";

describe.each(await workingModes())("%s", (mode) => {
  test("everything of the experiment but the kept is removed, with its mounts", async () => {
    await using lab = await laboratory({ mode, files: { a: "1" } });
    const work = join(lab.root, "work");
    const [kept, ...others] = [await lab.create(), await lab.create(), await lab.create()];
    for (const { root } of others) agent(root, "mkdir d; mkfifo d/p; chmod 000 d; rm a");
    agent(kept.root, "echo 2 > a");
    const graded = { id: "0-0-0-0", template: lab.template, changes: null, protect: [], overlay: [] };
    await lab.provider.gradedTree(graded, NEVER);
    mkdirSync(join(work, "runs/lab/half-made"));
    writeFileSync(join(work, "runs/lab/a-file"), "");

    const report = await lab.provider.sweep(new Set([kept.id]));
    expect(report).toEqual({ workspaces: 5, mounts: mode === "overlay" ? 3 : 0 });
    expect(readdirSync(join(work, "runs/lab"))).toEqual([kept.id]);
    expect(readdirSync(join(work, "graded/lab"))).toEqual([]);
    expect(mountsWithin(work)).toEqual(mode === "overlay" ? [kept.root] : []);
    expect((await lab.capture(kept)).facts.filesChanged).toBe(1);
    expect(await lab.provider.sweep(new Set([kept.id]))).toEqual({ workspaces: 0, mounts: 0 });
  });

  test("other experiments, repositories and templates stay", async () => {
    await using lab = await laboratory({ mode, files: { a: "1" } });
    const root = join(lab.root, "work");
    const other = await workspaceProvider({ root, experiment: "other", processes: processRunner(), mode });
    const { id } = await other.create({ id: "0-0", template: lab.template, delivery: NOTHING }, NEVER);
    expect(await lab.provider.sweep(new Set())).toEqual({ workspaces: 0, mounts: 0 });
    expect(await other.open(id)).not.toBeNull();
    // The repository itself is gone: this works from what is cached.
    await lab.create();
  });

  test("what killed processes were making is removed, and what runs in it is killed first", async () => {
    await using lab = await laboratory({ mode, files: { a: "1" } });
    const work = join(lab.root, "work");
    const gone = spawn("true", { stdio: "ignore" });
    await once(gone, "exit");
    const makings = ["repos", "templates"].map((parent) => join(work, parent, `.making-${gone.pid}-00-x`));
    for (const making of makings) mkdirSync(join(making, "deep"), { recursive: true });
    const alive = join(work, "templates", `.making-${process.ppid}-00-x`);
    mkdirSync(alive);
    const setup = spawn("sh", ["-c", "while :; do date > now; sleep 0.01; done"], {
      cwd: join(makings[1] ?? "", "deep"),
      env: { PATH: process.env["PATH"], SCYLLA_TOKEN: setupToken(makings[1] ?? "") },
      stdio: "ignore",
    });
    await lab.provider.sweep(new Set());
    expect(makings.map((making) => existsSync(making))).toEqual([false, false]);
    expect(existsSync(alive)).toBe(true);
    expect(setup.signalCode ?? (await once(setup, "exit"))[1]).toBe("SIGKILL");
  });
});
