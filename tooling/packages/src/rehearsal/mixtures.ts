/** A part that a program gives to a runner of another release. */
export interface MixedPart {
  /** The package that it comes from, without the scope. */
  readonly from: string;
  /** Further packages that the program uses, of the runner's release. */
  readonly beside: readonly string[];
  readonly imports: string;
  /** What goes into `createRunner`. */
  readonly parts: string;
}

const environment = "({ home, tmp, allow }) => isolatedEnvironment({ home, tmp, allow, host: process.env })";

/** One for each package that can be of another release than the runner. */
export const MIXED_PARTS: readonly MixedPart[] = [
  {
    from: "persistence",
    beside: [],
    imports: `import { openArtifactStore, openRunStore } from "@scylla/persistence";`,
    parts: `{ store: await openRunStore({ dir, mode: "write" }), artifacts: openArtifactStore({ dir }) }`,
  },
  {
    from: "contracts",
    beside: [],
    imports: `import { memoryArtifactStore, memoryRunStore } from "@scylla/contracts/testing";`,
    parts: `{ store: memoryRunStore(), artifacts: memoryArtifactStore() }`,
  },
  {
    from: "workspace",
    beside: [],
    imports: `import { defaultWorkRoot, processRunner, workspaceProvider } from "@scylla/workspace";
const processes = processRunner();
const root = defaultWorkRoot(process.env);`,
    parts: `{ processes, workspaces: await workspaceProvider({ root, experiment: "mixture", processes }) }`,
  },
  {
    from: "judge",
    beside: ["workspace"],
    imports: `import { checkGrader } from "@scylla/judge";
import { isolatedEnvironment, processRunner } from "@scylla/workspace";`,
    parts: `{ grader: checkGrader({ processes: processRunner(), environment: ${environment} }) }`,
  },
  {
    from: "tier-manager",
    beside: [],
    imports: `import { tierManager } from "@scylla/tier-manager";`,
    parts: "{ tierManager: tierManager() }",
  },
  {
    from: "report",
    beside: ["tier-manager"],
    imports: `import { projector } from "@scylla/report";
import { tierManager } from "@scylla/tier-manager";`,
    parts: "{ projector: projector({ select: tierManager().select }) }",
  },
  {
    from: "agents",
    beside: [],
    imports: `import { commandAgent } from "@scylla/agents";`,
    parts: "{ agents: [commandAgent()] }",
  },
  {
    from: "runner-core",
    beside: [],
    imports: `import { inProcessQueue, systemClock } from "@scylla/runner-core";`,
    parts: "{ queue: inProcessQueue({ total: 2, perKey: {} }, systemClock()) }",
  },
  { from: "config", beside: [], imports: "", parts: "{}" },
];

/** A program that runs a small experiment with the part, and prints how it ended: a status, or an error with what to do. */
export function mixtureProgram({ imports, parts }: MixedPart): string {
  return `import { createRunner } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
${imports}
const dir = "results";
try {
  const runner = createRunner({ dir, ...${parts} });
  const experiment = await loadExperiment("experiment.yaml");
  const { status } = await runner.run({ experiment, tiers: ["T0"], maxSubtests: 1, repeats: 1 });
  console.log(status);
} catch (error) {
  console.log(\`\${error.code}: \${error.message}. \${error.hint}\`);
}
`;
}
