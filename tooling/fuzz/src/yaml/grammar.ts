import type { Chooser } from "../chooser.ts";

/** A value as JSON and YAML both know it. */
export type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };

type Make = (choose: Chooser) => Tree;

/** A mapping: `always`, and each member of `perhaps` with even odds. */
function mapping(choose: Chooser, always: Record<string, Make>, perhaps: Record<string, Make> = {}): Tree {
  const chosen = Object.entries(perhaps).filter(() => choose.chance(0.5));
  return Object.fromEntries([...Object.entries(always), ...chosen].map(([key, make]) => [key, make(choose)]));
}

const word =
  (...words: [string, ...string[]]): Make =>
  (choose) =>
    choose.pick(words);
const whole =
  (low: number, high: number): Make =>
  (choose) =>
    low + choose.below(high - low + 1);
const list =
  (make: Make, least = 0): Make =>
  (choose) =>
    choose.many(least, least + 2, () => make(choose));
const one: Make = () => 1;

const id = word("toy", "T0", "00-nothing", "_", "a.b-c", "x".repeat(64));
const title = word("Slugs", "Ünïcode ☃", "a: b # c", "x".repeat(200), "'quoted' \"twice\"");
const duration: Make = (choose) => choose.pick<Tree>(["500ms", "60s", "10m", "1.5h", 30, 0.5]);
const command: Make = (choose) => (choose.chance(0.5) ? "node --test" : ["node", "agents/toy.mjs"]);
const env = word("TOY_SEED", "LANG", "_x");
const limits: Make = (choose) => mapping(choose, {}, { time: duration, turns: whole(1, 100_000), usd: () => 0.25 });

const instructions: Make = (choose) =>
  choose.pick<Tree>(["none", { blocks: ["B01-basics"] }, { text: "Be terse." }, { repo: true }]);

const resources: Make = (choose) =>
  mapping(
    choose,
    {},
    {
      instructions,
      skills: () => ["write-tests"],
      subagents: () => ["reviewer"],
      mcp: () => ["files"],
      tools: () => choose.pick<Tree>(["default", "all", "none", { only: ["Read", "Edit"] }]),
      systemPrompt: () => choose.pick<Tree>(["default", "empty", { replace: "x" }, { append: "y" }]),
      thinking: word("off", "low", "medium", "high", "max"),
      model: word("claude-sonnet-4-6"),
    },
  );

const inherits: Make = (choose) =>
  choose.chance(0.7)
    ? "none"
    : mapping(choose, { tiers: () => [choose.pick(["T0", "T1"])] }, { onMissing: word("fail", "skip") });

const agent: Make = (choose) =>
  choose.chance(0.8)
    ? mapping(choose, { id, kind: () => "command", command }, { env: list(env), model: word("m") })
    : mapping(choose, { id, kind: word("claude-code", "codex") }, { env: list(env), model: word("m") });

const comparison: Make = (choose) =>
  mapping(
    choose,
    { id, baseline: word("T0/00-nothing"), against: word("T0/01-rule", "T1/00-skill") },
    { metric: word("passRate", "score", "costUsd", "durationMs"), margin: () => 0.05, primary: () => true },
  );

const keyOrigin: Make = (choose) =>
  choose.pick<Tree>([{ env: "OUR_KEY" }, { file: "~/.keys/x" }, { command: ["vault", "read"], every: "30m" }]);

const cloud: Make = (choose) =>
  choose.pick<Tree>([
    {},
    { kind: "bedrock", region: "us-east-1" },
    { kind: "bedrock", region: "eu-central-1", credentials: { command: ["aws", "configure", "export-credentials"] } },
    { kind: "vertex", region: "us-east5", project: "our-project" },
  ]);

const provider: Make = (choose) => Object.assign(cloud(choose) as object, usualProvider(choose)) as Tree;

const usualProvider: Make = (choose) =>
  mapping(
    choose,
    {},
    {
      baseUrl: word("https://llm.example.org/anthropic", "http://127.0.0.1:8080"),
      key: keyOrigin,
      scheme: word("bearer", "x-api-key", "x-goog-api-key", "api-key"),
      headers: () => ({ "x-team": "evals", "x-trace": keyOrigin(choose) }),
      login: word("gateway", "agent"),
      ca: () => "ca.pem",
    },
  );

const price: Make = (choose) => mapping(choose, { input: () => 1.5, output: () => 9 }, { cacheRead: () => 0.1 });

const image = word("agents", "registry.example.org/agents:1");

const experiment: Make = (choose) => {
  const isContained = choose.chance(0.2);
  return mapping(
    choose,
    {
      version: one,
      name: id,
      tasks: () => ["tasks/slugify"],
      ...(choose.chance(0.7)
        ? { ladder: () => "ladder" }
        : { setups: (c: Chooser) => c.many(1, 3, (i) => ({ id: `s${i}`, title: "x", resources: resources(c) })) }),
      agents: list(agent, 1),
      ...(isContained ? { sandbox: word("docker", "podman"), image } : {}),
    },
    {
      repeats: whole(1, 10_000),
      tiers: () => ["T0"],
      comparisons: list(comparison),
      limits,
      budget: () => choose.pick<Tree>(["none", { usd: 100 }]),
      providers: () => ({ openai: provider(choose) }),
      prices: () => ({ "gpt-5": price(choose) }),
      concurrency: () => mapping(choose, {}, { agents: whole(1, 1024), perAgent: () => ({ toy: 1 }) }),
      ...(isContained ? {} : { sandbox: word("auto", "bwrap", "none", "required"), image }),
      quorum: () => 0.8,
      seed: () => choose.pick([0, 42, Number.MAX_SAFE_INTEGER]),
    },
  );
};

const commit = word("4f1c0de4".repeat(5), "4f1c0de4".repeat(8));

const repo: Make = (choose) =>
  choose.pick<Tree>([
    { bundle: "../../repo.bundle", commit: commit(choose) },
    { path: "../../agents", commit: commit(choose) },
    { url: choose.pick(["https://example.org/x.git", "git@example.org:x/y"]), commit: commit(choose) },
  ]);

const check: Make = (choose) =>
  mapping(
    choose,
    { id, command },
    { hiddenTests: () => "hidden", required: () => choose.chance(0.5), weight: whole(0, 1000), time: duration },
  );

const task: Make = (choose) =>
  mapping(
    choose,
    {
      version: one,
      id,
      title,
      repo,
      prompt: () => choose.pick<Tree>(["prompt.md", { text: "Make slugs." }]),
      checks: list(check, 1),
    },
    {
      setup: list(command),
      rubric: () => "rubric.yaml",
      protect: list(word("package.json", "test/**")),
      network: () => mapping(choose, {}, { allow: list(word("example.org", "*.example.org:443")) }),
      limits,
      reference: () => "reference.patch",
    },
  );

const ladder: Make = (choose) =>
  mapping(choose, {
    version: one,
    tiers: () =>
      Object.fromEntries(
        choose.many(1, 4, (i) => [
          `T${i}`,
          mapping(choose, { title }, { dependsOn: () => (i === 0 ? [] : [`T${choose.below(i)}`]) }),
        ]),
      ),
  });

/** Valid files of every kind that users write. */
export const GRAMMAR = {
  experiment,
  task,
  subtest: (choose) => mapping(choose, { version: one, title }, { inherits, resources }),
  ladder,
  "mcp-server": (choose) =>
    mapping(
      choose,
      { version: one, command: () => ["npx", "files@1.2.3"], pin: word("1.2.3") },
      { env: () => ({ LANG: "C" }) },
    ),
} as const satisfies Record<string, Make>;

export type Kind = keyof typeof GRAMMAR;

export const KINDS = Object.keys(GRAMMAR) as [Kind, ...Kind[]];
