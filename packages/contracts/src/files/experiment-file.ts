import { z } from "zod";
import { STAGES } from "../stage.ts";
import { subtestFileSchema } from "./ladder-files.ts";
import {
  commandSchema,
  durationSchema,
  envNameSchema,
  idSchema,
  limitsSchema,
  pathSchema,
  versionSchema,
} from "./primitives.ts";

const providerIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "use lower-case letters, digits and '-', at most 64 of them");

const agentBase = {
  id: idSchema.describe("What labels and reports call this agent."),
  model: z.string().min(1).optional().describe("The model; a set-up's own takes precedence."),
  provider: providerIdSchema.optional().describe("Where its models are: a usual provider, or one of `providers`."),
  env: z
    .array(envNameSchema)
    .default([])
    .describe("Names of environment variables that are let through. Names that hold provider keys are refused."),
};

const keyOriginSchema = z.union(
  [
    z.strictObject({ env: envNameSchema.describe("A variable of the environment that Scylla is started in.") }),
    z.strictObject({ file: pathSchema.describe("A file that holds nothing but the key.") }),
    z.strictObject({
      command: z.array(z.string().min(1)).min(1).describe("A program that prints the key."),
      every: durationSchema.optional().describe("How long a key of it is good for."),
    }),
  ],
  "write where the key is: { env: NAME }, { file: PATH } or { command: [...] }",
);

const cloudNameSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+([-:.][a-z0-9]+)*$/, "write it as the cloud does, in lower-case letters, digits and '-'");

/** Of a cloud that serves the models of others. */
const cloudMembers = {
  kind: z
    .enum(["bedrock", "vertex"])
    .optional()
    .describe("Amazon Bedrock or Vertex AI, which agents ask in another way."),
  region: cloudNameSchema.optional().describe("Of a cloud: where it runs its models, such as us-east-1 or us-east5."),
  project: cloudNameSchema.optional().describe("Of Vertex AI: whose models they are."),
  credentials: z
    .strictObject({ command: z.array(z.string().min(1)).min(1).describe("As a credential_process of AWS.") })
    .optional()
    .describe("Of Bedrock: a program that prints a login. Default: the variables of AWS."),
};

/** Where models are reached. A key itself never stands in a file of an experiment. */
export const providerEntrySchema = z
  .strictObject({
    ...cloudMembers,
    baseUrl: z
      .string()
      .max(4096)
      .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, "write an address like https://llm.example.org/path")
      .optional()
      .describe("Without the path that clients add, such as /v1/messages."),
    key: keyOriginSchema.optional().describe("Where the key is. Agents never see it."),
    scheme: z
      .enum(["bearer", "x-api-key", "x-goog-api-key", "api-key"])
      .optional()
      .describe("The header that carries the key."),
    headers: z
      .record(
        z.string().regex(/^[A-Za-z0-9-]+$/, "a header has letters, digits and '-'"),
        z.union([z.string().max(4096), keyOriginSchema]),
      )
      .default({})
      .describe("Set on every request; a secret one says where it is, as `key` does."),
    login: z
      .enum(["gateway", "agent"])
      .default("gateway")
      .describe("agent: the agent's own login, as with a subscription; what it costs is then notional."),
    ca: pathSchema.optional().describe("A PEM file: a further certificate authority."),
  })
  // What the reader of the file checks, because it can say more about it.
  .meta({ dependencies: { kind: ["region"], region: ["kind"], project: ["kind"], credentials: ["kind"] } });

const priceSchema = z.number().min(0).max(1_000_000);

export const modelPriceSchema = z.strictObject({
  input: priceSchema.describe("USD per million tokens that come from no cache."),
  output: priceSchema.describe("USD per million tokens, reasoning included."),
  cacheRead: priceSchema.optional().describe("Default: the price of input."),
  cacheWrite: priceSchema.optional().describe("Default: the price of input."),
});

/** Kinds beyond `command` are checked against the composed adapters, not here: anybody may add one. */
export const agentEntrySchema = z.union([
  z.strictObject({
    ...agentBase,
    kind: z.literal("command").describe("Any program: the prompt comes on its standard input."),
    command: commandSchema.describe("What is started. Words that name existing files are meant from this file."),
  }),
  z.strictObject({
    ...agentBase,
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "write a kind of agent, such as command or claude-code")
      .refine((kind) => kind !== "command", { error: "a command agent needs `command`", abort: true })
      .meta({ description: "The kind of agent, such as command or claude-code.", not: { const: "command" } }),
  }),
]);

export const comparisonSchema = z.strictObject({
  id: idSchema.describe("What reports call this question."),
  baseline: z.string().min(3).describe("TIER/SETUP"),
  against: z.string().min(3).describe("TIER/SETUP"),
  metric: z.enum(["passRate", "score", "costUsd", "durationMs"]).default("passRate").describe("What is compared."),
  margin: z.number().min(0).max(1).optional().describe("Differences below it count as none."),
  primary: z.boolean().default(false).describe("The question that the experiment was made for."),
});

/** `experiment.yaml` */
export const experimentFileSchema = z
  .strictObject({
    version: versionSchema,
    name: idSchema.describe("The name of the experiment, and of its directory under .scylla."),
    tasks: z.array(pathSchema).min(1).describe("Directories with a task.yaml."),
    /** Exactly one of `ladder` and `setups` is given. */
    ladder: pathSchema.optional().describe("The directory of the ladder: groups of set-ups."),
    setups: z
      .array(
        subtestFileSchema.omit({ version: true }).extend({ id: idSchema.describe("What labels call this set-up.") }),
      )
      .min(1)
      .optional()
      .describe("Set-ups without a ladder: one group."),
    agents: z
      .array(agentEntrySchema)
      .min(1)
      .describe("Who is measured: programs, each with what it needs to be started."),
    repeats: z.int().min(1).max(10_000).default(1).describe("Runs of each task with each set-up and agent."),
    tiers: z.array(idSchema).min(1).optional().describe("Groups to run; default: every group of the ladder."),
    comparisons: z
      .array(comparisonSchema)
      .default([])
      .describe("Declared questions; default: each set-up against the first."),
    limits: limitsSchema.default({}).describe("What a run may take; a task's own limits take precedence."),
    budget: z
      .union(
        [z.literal("none"), z.strictObject({ usd: z.number().positive().max(9_000_000) })],
        "write none, or an amount like { usd: 100 }",
      )
      .optional()
      .describe("What the whole experiment may cost; none has to be said where agents ask models."),
    providers: z
      .record(providerIdSchema, providerEntrySchema)
      .default({})
      .describe("Where models are reached, where that is not the usual: anthropic, openai, gemini, or any other."),
    prices: z
      .record(z.string().min(1).max(200), modelPriceSchema)
      .default({})
      .describe("Prices of your own, by model, before those of the public list."),
    concurrency: z
      .strictObject({
        agents: z.int().min(1).max(1024).default(2).describe("Agents at once."),
        perAgent: z.record(idSchema, z.int().min(1)).default({}).describe("The same for single agents, by id."),
      })
      .prefault({})
      .describe("How many work at the same time."),
    sandbox: z
      .enum(["auto", "bwrap", "docker", "podman", "none", "required"])
      .default("auto")
      .describe("What agents are confined by; required: anything but none."),
    image: z
      .string()
      .regex(/^[A-Za-z0-9][\w.:/@-]{0,254}$/, "write the name of an image, like registry.example.org/agents:1")
      .optional()
      .describe("What docker and podman make containers of; it has to be there, nothing is pulled."),
    quorum: z
      .number()
      .gt(0)
      .max(1)
      .default(0.8)
      .describe("Share of a group's runs that must be valid before a winner is chosen."),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe("Decides the order of runs."),
  })
  // What the reader of the file checks, because it can say where and what to do.
  .meta({
    oneOf: [{ required: ["ladder"] }, { required: ["setups"] }],
    anyOf: [
      { not: { required: ["sandbox"], properties: { sandbox: { enum: ["docker", "podman"] } } } },
      { required: ["image"] },
    ],
  });

export type ExperimentFile = z.infer<typeof experimentFileSchema>;

export const stageSchema = z.enum(STAGES);
