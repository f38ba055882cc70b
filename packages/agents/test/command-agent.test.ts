import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandAgent } from "@scylla/agents";
import type { AgentReport, AgentRequest, Classification, PlannedAgent, ProcessResult } from "@scylla/contracts";
import { processRunner } from "@scylla/workspace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { request } from "./fixtures/requests.ts";

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "scylla-agents-")));
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Ran extends Classification {
  readonly report: AgentReport;
  readonly result: ProcessResult;
  readonly stdout: string;
}

/** Buys a real process the way the runner does. */
async function run(asked: AgentRequest, limits: { timeMs?: number; signal?: AbortSignal } = {}): Promise<Ran> {
  const adapter = commandAgent();
  const launch = adapter.plan(asked);
  const parser = adapter.parser();
  const result = await processRunner().run(
    {
      command: launch.command,
      cwd: root,
      env: { PATH: process.env["PATH"] ?? "", ...launch.env },
      stdin: launch.stdin ?? undefined,
      timeMs: limits.timeMs,
      outputCap: 1024 * 1024,
      token: `agents-test-${Math.random()}`,
      onStdout: (chunk) => parser.push(chunk),
    },
    limits.signal ?? new AbortController().signal,
  );
  const report = parser.end();
  const stdout = Buffer.from(result.stdout.bytes ?? []).toString("utf8");
  return { ...adapter.classify(report, result), report, result, stdout };
}

function node(script: string): Partial<PlannedAgent> {
  return { command: [process.execPath, "-e", script] };
}

test("the program works in its directory, reads the prompt itself, and gets its seed and model", async () => {
  const script = `
    const fs = require("node:fs");
    const { SCYLLA_SEED, SCYLLA_MODEL } = process.env;
    console.log(JSON.stringify({ cwd: process.cwd(), prompt: fs.readFileSync(0, "utf8"), SCYLLA_SEED, SCYLLA_MODEL }));`;
  const ran = await run(request(node(script), { prompt: "Füge ein 🦑 ein.\n", seed: 4294967295, model: "m-1" }));
  expect(ran.outcome).toBe("ok");
  expect(JSON.parse(ran.stdout)).toEqual({
    cwd: root,
    prompt: "Füge ein 🦑 ein.\n",
    SCYLLA_SEED: "4294967295",
    SCYLLA_MODEL: "m-1",
  });
});

test("without a model there is no variable for it", () => {
  expect(commandAgent().plan(request({})).env).toEqual({ SCYLLA_SEED: "7" });
});

test("a program that does not read its prompt is none the worse", async () => {
  const ran = await run(request({ command: ["true"] }, { prompt: "x".repeat(1024 * 1024) }));
  expect(ran).toMatchObject({ outcome: "ok", reason: null });
});

test("usage is taken from the last line of standard output only", async () => {
  const line = '{"type":"result","usage":{"inputTokens":5},"costUsd":0.5}';
  expect((await run(request({ command: `echo working; echo '${line}'` }))).report).toEqual({
    usage: { inputTokens: 5 },
    costUsd: 0.5,
    model: null,
    rateLimit: null,
  });
  expect((await run(request({ command: `echo '${line}'; echo bye` }))).report.costUsd).toBeNull();
  expect((await run(request({ command: `echo '${line}' >&2` }))).report.costUsd).toBeNull();
});

test("what a failing agent reports still counts", async () => {
  const ran = await run(request({ command: `echo '{"type":"result","costUsd":2}'; exit 3` }));
  expect(ran).toMatchObject({ outcome: "agent_error", reason: "exit code 3", report: { costUsd: 2 } });
});

describe("how it ends", () => {
  test("a program that is not there is an infrastructure error", async () => {
    const ran = await run(request({ command: [join(root, "absent")] }));
    expect(ran.outcome).toBe("infra_error");
    expect(ran.reason).toMatch(/^could not be started: .*ENOENT.*\(ENOENT\)$/);
  });

  test("so is a file that can't be executed", async () => {
    await writeFile(join(root, "plain.txt"), "not a program", { mode: 0o644 });
    expect((await run(request({ command: [join(root, "plain.txt")] }))).outcome).toBe("infra_error");
  });

  test("a shell's 'not found' is an exit code, and the reason says what it may mean", async () => {
    const ran = await run(request({ command: "no-such-program-anywhere" }));
    expect(ran).toMatchObject({ outcome: "agent_error", reason: "exit code 127 (from a shell: command not found)" });
  });

  test("SIGKILL that was not ours is an infrastructure error", async () => {
    const ran = await run(request({ command: "kill -KILL $$" }));
    expect(ran).toMatchObject({ outcome: "infra_error", reason: "killed by SIGKILL from outside" });
  });

  test.each(["TERM", "SEGV", "ABRT", "INT"])("SIG%s to itself is the agent's own doing", async (signal) => {
    const ran = await run(request({ command: `kill -${signal} $$` }));
    expect(ran).toMatchObject({ outcome: "agent_error", reason: `ended by SIG${signal}` });
  });

  test("our time limit is a timeout, also for an agent that ignores TERM", async () => {
    const ran = await run(request({ command: "trap '' TERM; while :; do sleep 0.05; done" }), { timeMs: 200 });
    expect(ran).toMatchObject({ outcome: "timeout", reason: "the time limit was reached" });
  });

  test("our abort is aborted, whatever the agent makes of it", async () => {
    const stop = new AbortController();
    const asked = request(node(`process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000);`));
    const running = run(asked, { signal: stop.signal });
    stop.abort();
    expect((await running).outcome).toBe("aborted");
  });
});

test("a command agent without a command is refused", () => {
  expect(() => commandAgent().plan(request({ command: null }))).toThrow(/toy has no command/);
});

test("it has no version of its own: the program's content is part of the treatment", async () => {
  const { agent } = request({});
  expect(await commandAgent().version(agent)).toBeNull();
});
