import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AgentAdapter, type ArtifactStore, type Grader, sha256, type WorkspaceProvider } from "@scylla/contracts";
import {
  agentAdapterConformance,
  artifactStoreConformance,
  graderConformance,
  type MemoryFiles,
  manualClock,
  memoryArtifactStore,
  memoryRunQueue,
  memoryWorkspaces,
  processRunnerConformance,
  runQueueConformance,
  scriptedAgent,
  scriptedGrader,
  scriptedProcesses,
  settle,
  WORKSPACE_FILES,
  workspaceConformance,
} from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { failures } from "../fixtures/failures.ts";
import { naiveProcessRunner } from "../fixtures/naive-process-runner.ts";
import { agentRequest } from "../fixtures/requests.ts";

test("an artifact store that believes what it reads is noticed", async () => {
  const cases = artifactStoreConformance({
    open: async () => {
      const objects = new Map<string, Uint8Array>();
      const files: MemoryFiles = new Map();
      const store: ArtifactStore = {
        ...memoryArtifactStore({ objects, files }),
        get: async (digest) => objects.get(digest) ?? new Uint8Array(),
      };
      return {
        store,
        reopen: async () => store,
        write: async (name, bytes) => {
          files.set(`/${name}`, bytes);
          return `/${name}`;
        },
        damage: async (digest) => {
          objects.set(digest, Buffer.from(sha256(digest)));
        },
        dispose: async () => {},
      };
    },
  });
  expect(await failures(cases)).toEqual([
    "a caller's buffer can be used again, before and after",
    "what was never stored is missing",
    "what is no digest is missing, and leads nowhere",
    "what no longer matches its digest is damaged, and never returned",
  ]);
});

test("a queue that drops what has to wait is noticed", async () => {
  const cases = runQueueConformance({
    open: async () => {
      const clock = manualClock();
      const queue = memoryRunQueue(clock);
      return {
        queue: {
          ...queue,
          consume: ({ handle, ...rest }) => queue.consume({ ...rest, handle: (job) => handle(job).then(() => null) }),
        },
        now: clock.now,
        pass: async (ms) => {
          clock.advance(ms);
          await settle();
        },
        dispose: async () => {},
      };
    },
  });
  expect(await failures(cases)).toContain("a job that must wait comes back at its moment, and keeps nobody waiting");
});

test("a process runner that looks after the main process only is noticed", { timeout: 120_000 }, async () => {
  const cases = processRunnerConformance({
    open: async () => {
      const cwd = await realpath(await mkdtemp(join(tmpdir(), "scylla-contracts-")));
      return {
        runner: naiveProcessRunner(),
        cwd,
        path: process.env["PATH"] ?? "",
        read: (file) => readFile(file).catch(() => null),
        dispose: () => rm(cwd, { recursive: true, force: true }),
      };
    },
  });
  // Those that would wait for a program that never ends are left to the runner that can end it.
  const quick = cases.filter(({ name }) => !/ignores TERM|by their token|own way/.test(name));
  expect(await failures(quick)).toEqual(
    expect.arrayContaining([
      "it runs in the directory given, with nothing but the environment given and the token",
      "with a directory, output goes to files that exist only when there is any",
      "what exceeds the cap is counted and not kept, and does not stop the program",
      "a program that is not there is a value, not a throw",
      "at its time limit a program is ended, with what it said until then",
      "aborting ends it, also before it began",
      "what a program leaves running is killed and counted",
    ]),
  );
});

test.each<readonly [defect: string, notices: string, make: (sound: WorkspaceProvider) => Partial<WorkspaceProvider>]>([
  [
    "leaves foreign instructions in",
    "a workspace holds the commit, with the delivery in it and what is foreign out of it",
    (sound) => ({
      create: (params, signal) => sound.create({ ...params, delivery: { ...params.delivery, scrub: [] } }, signal),
    }),
  ],
  [
    "takes the treatment for the agent's work",
    "equal work gives equal trees, whatever was delivered",
    (sound) => ({
      capture: (params, signal) => sound.capture({ ...params, delivery: { files: [], scrub: [] } }, signal),
    }),
  ],
  [
    "lets the agent change what is protected",
    "protected files are those of the commit, and hidden tests lie over everything",
    (sound) => ({ gradedTree: (params, signal) => sound.gradedTree({ ...params, protect: [] }, signal) }),
  ],
  [
    "sweeps what is still needed",
    "a sweep removes all but what is named, trees of gradings too",
    (sound) => ({ sweep: () => sound.sweep(new Set()) }),
  ],
])("a workspace provider that %s is noticed", async (_defect, notices, make) => {
  const cases = workspaceConformance({
    open: async () => {
      const files: MemoryFiles = new Map();
      const sound = memoryWorkspaces(files, ({ repo }) => (repo.commit === "0".repeat(40) ? WORKSPACE_FILES : null));
      const broken = { ...sound, ...make(sound) };
      return {
        workspaces: broken,
        again: async () => broken,
        template: { repo: { kind: "path", path: "/repo", commit: "0".repeat(40) }, setup: [] },
        write: async (path, text) => {
          files.set(path, Buffer.from(text));
        },
        read: async (path) => (files.has(path) ? Buffer.from(files.get(path) ?? []).toString("utf8") : null),
        remove: async (path) => {
          files.delete(path);
        },
        dispose: async () => {},
      };
    },
  });
  expect(await failures(cases)).toContain(notices);
});

test("an agent adapter that searches the agent's words is noticed", async () => {
  const sound = scriptedAgent();
  const searching: AgentAdapter = {
    ...sound,
    parser: () => {
      let said = "";
      return {
        push: (chunk) => {
          said += Buffer.from(chunk).toString("utf8");
        },
        end: () => ({
          usage: null,
          costUsd: 0,
          model: null,
          rateLimit: said.includes("429") ? { key: "provider", untilMs: 0 } : null,
        }),
      };
    },
  };
  const cases = agentAdapterConformance({
    open: async () => ({ adapter: searching, request: agentRequest(), outputs: [], dispose: async () => {} }),
  });
  expect(await failures(cases)).toEqual([
    "silence says nothing, and unknown is not 0",
    "what is not its format says nothing, and is no error",
    "an agent's words are no events",
  ]);
});

test("a grader that takes absent evidence for a failure is noticed", async () => {
  const sound = scriptedGrader(scriptedProcesses(() => ({})));
  const harsh: Grader = {
    ...sound,
    verdict: (params) => {
      const verdict = sound.verdict(params);
      return { ...verdict, passed: verdict.passed ?? false };
    },
  };
  const cases = graderConformance({
    open: async () => ({
      grader: harsh,
      tree: { root: "/", home: "/h", tmp: "/t", results: "/r", [Symbol.asyncDispose]: async () => {} },
      commands: { pass: "pass", fail: "fail", missing: "missing", slow: "slow" },
      dispose: async () => {},
    }),
  });
  expect(await failures(cases)).toContain("evidence that is absent is unknown, and never a failure or a 0");
});
