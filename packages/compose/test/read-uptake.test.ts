import { rm } from "node:fs/promises";
import type { AgentFacts } from "@scylla/contracts";
import { expect, test } from "vitest";
import { createRunner, inspectExperiment, readExperiment, readUptake } from "../src/index.ts";
import { agentThatEnds } from "./fixtures/agents.ts";
import { place } from "./fixtures/place.ts";

const FACTS: AgentFacts = {
  ending: { kind: "completed", name: "end" },
  declared: null,
  models: null,
  usageAtLeast: null,
  longestPromptTokens: null,
  calls: 1,
  turns: 1,
  denials: {},
  retries: 0,
  lastErrorStatus: null,
  waiting: false,
  uptake: { tools: {}, skills: { answer: 2 }, subagents: {}, mcpTools: {} },
  unreadLines: 0,
};

const SKILL = { tier: "T1", subtest: "00-skill", agent: "fake", kind: "skill", resource: "answer" };

async function ran(facts: AgentFacts | undefined): Promise<string> {
  const { dir, workRoot, experiment } = await place({ repeats: 2 });
  const agents = [agentThatEnds({ outcome: "ok", reason: null }, { facts })];
  await createRunner({ dir, workRoot, agents }).run({ experiment });
  return dir;
}

async function uptakeIn(dir: string) {
  return readUptake({ dir, results: (await readExperiment({ dir })).results });
}

test("a delivered skill that the agent says it used is counted once a run, and set-ups without one have no row", async () => {
  expect(await uptakeIn(await ran(FACTS))).toEqual([{ ...SKILL, runs: 2, used: 2, unknown: 0 }]);
});

test("what an agent used of its own accord is no uptake of what was delivered", async () => {
  const uptake = { ...FACTS.uptake, skills: { other: 1, toString: 1 } };
  expect(await uptakeIn(await ran({ ...FACTS, uptake }))).toEqual([{ ...SKILL, runs: 2, used: 0, unknown: 0 }]);
});

test("an agent that does not tell, and a report that can't be read any more, are unknown and not unused", async () => {
  expect(await uptakeIn(await ran(undefined))).toEqual([{ ...SKILL, runs: 2, used: 0, unknown: 2 }]);
  const dir = await ran(FACTS);
  const { results } = await readExperiment({ dir });
  await using experiment = await inspectExperiment({ dir });
  const ids = experiment.view.runs.map(({ id }) => id);
  for (const id of ids) {
    const { artifacts } = await experiment.history(id);
    for (const { name, digest } of artifacts)
      if (name === "report") await rm(experiment.objectFile(digest), { force: true });
  }
  expect(await readUptake({ dir, results })).toEqual([{ ...SKILL, runs: 2, used: 0, unknown: 2 }]);
});
