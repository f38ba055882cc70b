import { commandAgent } from "@scylla/agents";
import { isScyllaError, PORTS } from "@scylla/contracts";
import { memoryArtifactStore, memoryRunQueue, memoryRunStore, recordingSandbox } from "@scylla/contracts/testing";
import { checkGrader } from "@scylla/judge";
import { projector } from "@scylla/report";
import { systemClock } from "@scylla/runner-core";
import { tierManager } from "@scylla/tier-manager";
import { processRunner } from "@scylla/workspace";
import { expect, test } from "vitest";
import { createRunner, planExperiment, type RunnerOptions } from "../src/index.ts";
import { namedWorkspaces } from "../src/named-workspaces.ts";
import { place } from "./fixtures/place.ts";

const processes = processRunner();

/** What a part of another release looks like: it was compiled against other types, so the compiler can't object. */
function older<T extends { readonly port: string }>(part: T): T {
  return Object.assign({}, part, { port: part.port.replace("/1", "/0") });
}

function refusal(options: Omit<RunnerOptions, "dir">): string {
  try {
    createRunner({ dir: "/nonexistent/never-made", ...options });
  } catch (error) {
    if (isScyllaError(error, "PORT_MISMATCH")) return `${error.message} | ${error.hint}`;
    throw error;
  }
  return "not refused";
}

const PARTS: readonly (readonly [string, string, Omit<RunnerOptions, "dir">])[] = [
  ["store", PORTS.runStore, { store: older(memoryRunStore()) }],
  ["artifacts", PORTS.artifactStore, { artifacts: older(memoryArtifactStore()) }],
  ["processes", PORTS.processRunner, { processes: older(processes) }],
  ["sandbox", PORTS.sandbox, { sandbox: older(recordingSandbox()) }],
  [
    "workspaces",
    PORTS.workspace,
    { workspaces: older(namedWorkspaces({ root: "/nonexistent", processes, experiment: async () => null })) },
  ],
  ["grader", PORTS.grader, { grader: older(checkGrader({ processes, environment: () => ({}) })) }],
  ["queue", PORTS.runQueue, { queue: older(memoryRunQueue(systemClock())) }],
  ["projector", PORTS.projector, { projector: older(projector({ select: tierManager().select })) }],
  ["tierManager", PORTS.tierManager, { tierManager: older(tierManager()) }],
];

test.each(PARTS)("an old %s is refused before anything is opened, with both versions", (name, port, options) => {
  const old = port.replace("/1", "/0");
  expect(refusal(options)).toBe(
    `the part \`${name}\` implements ${old}, but ${port} is needed | Upgrade the part \`${name}\` so that both speak ${port}.`,
  );
});

test("so is an old agent adapter, and a part newer than the runner says which packages to upgrade", () => {
  expect(refusal({ agents: [older(commandAgent())] })).toContain("implements agent/0, but agent/1 is needed");
  const newer = Object.assign({}, memoryRunStore(), { port: "run-store/2" });
  expect(refusal({ store: newer })).toContain("or take a release of the part `store` that speaks run-store/1.");
});

test("parts of other versions are type errors where they are compiled together", () => {
  const store = { ...memoryRunStore(), port: "run-store/0" as const };
  // @ts-expect-error: it says run-store/0
  const options: Omit<RunnerOptions, "dir"> = { store };
  expect(refusal(options)).toContain("implements run-store/0");
});

test("planning asks for the same", async () => {
  const { experiment } = await place();
  await expect(planExperiment(experiment, { processes: older(processes) })).rejects.toMatchObject({
    code: "PORT_MISMATCH",
  });
});
