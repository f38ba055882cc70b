import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadExperiment } from "@scylla/config";
import { type ErrorCode, isScyllaError } from "@scylla/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import type { Kind } from "../src/yaml/grammar.ts";
import { SOUND, writeSoundExperiment } from "../src/yaml/sound-experiment.ts";
import { schemaOf } from "./fixtures/schemas.ts";

type Rule = readonly [rule: string, kind: Kind, file: string, change: (text: string) => string, code: ErrorCode];

const add =
  (line: string) =>
  (text: string): string =>
    `${text}${line}\n`;

/** What no schema of one file can know: an editor stays silent, and reading the experiment tells it. */
const RULES: readonly Rule[] = [
  ["files that are named are there", "task", "tasks/slugify/task.yaml", add("rubric: other.yaml"), "FILE_MISSING"],
  [
    "a name has something behind it",
    "subtest",
    "ladder/T0/01-rule.yaml",
    add("resources: { skills: [x] }"),
    "REFERENCE_MISSING",
  ],
  ["tiers that are named are in the ladder", "experiment", "experiment.yaml", add("tiers: [T9]"), "REFERENCE_MISSING"],
  [
    "an agent's share is of an agent",
    "experiment",
    "experiment.yaml",
    add("concurrency: { perAgent: { x: 1 } }"),
    "REFERENCE_MISSING",
  ],
  [
    "ids are given once",
    "task",
    "tasks/slugify/task.yaml",
    (text) => text.replace("checks: [", "checks: [{ id: unit, command: x }, "),
    "DUPLICATE_ID",
  ],
  [
    "names are listed once",
    "subtest",
    "ladder/T1/00-skill.yaml",
    (text) => text.replace("[write-tests]", "[write-tests, write-tests]"),
    "DUPLICATE_ID",
  ],
  ["patterns stay in the repository", "task", "tasks/slugify/task.yaml", add("protect: [../x]"), "PATH_ESCAPE"],
  [
    "keys never reach an agent",
    "experiment",
    "experiment.yaml",
    (text) => text.replace("toy.mjs]", "toy.mjs], env: [GITHUB_TOKEN]"),
    "ENV_FORBIDDEN",
  ],
  [
    "agents that ask models have a budget",
    "experiment",
    "experiment.yaml",
    (text) => text.replace(/^budget:.*$/m, "").replace("kind: command,", "kind: command, provider: openai,"),
    "CONFIG_INVALID",
  ],
  [
    "a provider is one that there is",
    "experiment",
    "experiment.yaml",
    (text) => `${text.replace("kind: command,", "kind: command, provider: opneai,")}budget: none\n`,
    "REFERENCE_MISSING",
  ],
  [
    "Vertex AI is asked for a project",
    "experiment",
    "experiment.yaml",
    add("providers: { ours: { kind: vertex, region: us-east5 } }"),
    "CONFIG_INVALID",
  ],
  [
    "a provider that is not a usual one has an address",
    "experiment",
    "experiment.yaml",
    add("providers: { ours: { login: agent } }"),
    "CONFIG_INVALID",
  ],
  [
    "what the runner sets is not let through",
    "experiment",
    "experiment.yaml",
    (text) => text.replace("toy.mjs]", "toy.mjs], env: [HOME]"),
    "CONFIG_INVALID",
  ],
  [
    "a server is the same next month",
    "mcp-server",
    "ladder/mcp/files.yaml",
    (text) => text.replace("files@1.2.3]", "files@latest]"),
    "CONFIG_INVALID",
  ],
  [
    "a comparison is of two",
    "experiment",
    "experiment.yaml",
    add("comparisons: [{ id: a, baseline: T0/01-rule, against: T0/01-rule }]"),
    "CONFIG_INVALID",
  ],
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla-rules-"));
  await writeSoundExperiment(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each(RULES)("%s", async (_rule, kind, file, change, code) => {
  const path = join(root, file);
  const sound = SOUND[file] ?? "";
  const text = change(file === "ladder/T0/01-rule.yaml" ? sound.replace(/resources: .*\n/, "") : sound);
  await writeFile(path, text);
  try {
    expect(schemaOf(kind)(parse(text))).toBe(true);
    const error: unknown = await loadExperiment(join(root, "experiment.yaml"), { env: {} }).catch((thrown) => thrown);
    expect(isScyllaError(error) && error.code, String(error)).toBe(code);
  } finally {
    await writeFile(path, sound);
  }
});
