import type { UpstreamProblem } from "./read/problems.ts";

/** What was published, as it was published. What is not known is null, never 0; consensus, pass and grade are computed from it. */
export interface UpstreamResults {
  /** Result files of each run, or tables of all. */
  readonly source: "tree" | "tables";
  /** By id. */
  readonly experiments: readonly UpstreamExperiment[];
  /** By experiment, tier, subtest and number. */
  readonly runs: readonly UpstreamRun[];
  /** Everything that was left out or could not be read. */
  readonly problems: readonly UpstreamProblem[];
}

/** One task under one ladder. */
export interface UpstreamExperiment {
  /** The name of its directory, or what the column `experiment` holds. */
  readonly id: string;
  /** Upstream's id of the task: `test-001`. */
  readonly task: string | null;
  readonly repo: { readonly url: string; readonly commit: string } | null;
  /** Whose runs are there, each with all subtests. */
  readonly agentModels: readonly string[];
  /** Of one run of the agent. */
  readonly timeoutSeconds: number | null;
  /** How many judges a run should have. */
  readonly judges: number;
  /** How many runs each model should have of a subtest. */
  readonly repeats: number;
  /** Every subtest of which anything is there, also where none of its runs can be read. */
  readonly subtests: readonly UpstreamSubtest[];
  /** Null where it was not published. */
  readonly rubric: UpstreamRubric | null;
}

export interface UpstreamSubtest {
  readonly tier: string;
  readonly id: string;
}

export interface UpstreamRubric {
  /** By category; empty for rubrics made of requirements. */
  readonly weights: Readonly<Record<string, number>>;
  readonly passThreshold: number | null;
}

export interface UpstreamRun {
  readonly experiment: string;
  readonly agentModel: string | null;
  readonly tier: string;
  readonly subtest: string;
  /** From 1. */
  readonly run: number;
  readonly exitCode: number | null;
  readonly costUsd: number | null;
  /** What the agent's own command line says that it cost. */
  readonly agentCostUsd: number | null;
  readonly agentSeconds: number | null;
  readonly judgeSeconds: number | null;
  /** Agent and judges together. */
  readonly durationSeconds: number | null;
  /** Of the agent's main model only. */
  readonly tokens: UpstreamTokens | null;
  /** Of all models that the agent's command line names. */
  readonly allModelsTokens: number | null;
  /** The consensus as it was published. */
  readonly published: UpstreamConsensus | null;
  /** By number. */
  readonly judges: readonly UpstreamJudge[];
}

export interface UpstreamTokens {
  readonly input: number;
  readonly output: number;
  readonly cacheCreation: number;
  readonly cacheRead: number;
}

export interface UpstreamConsensus {
  readonly score: number | null;
  readonly passed: boolean | null;
  readonly grade: string | null;
  readonly implRate: number | null;
}

/** One judge of one run. */
export interface UpstreamJudge {
  /** From 1. */
  readonly number: number;
  readonly model: string | null;
  /** Of a judge that is not valid `score` and `passed` are null, whatever was written in their place. */
  readonly valid: boolean;
  /** The judge's own total, in [0, 1]. */
  readonly score: number | null;
  /** The judge's own word. */
  readonly passed: boolean | null;
  readonly reasoning: string | null;
  /** As published, where no criteria are. */
  readonly implRate: number | null;
  readonly criteria: readonly UpstreamCriterion[];
}

/** A category of a judge's answer. Null: not applicable, or no number. */
export interface UpstreamCriterion {
  readonly name: string;
  readonly score: number | null;
  readonly achieved: number | null;
  readonly max: number | null;
  readonly items: readonly UpstreamItem[];
}

export interface UpstreamItem {
  readonly id: string;
  readonly achieved: number | null;
  readonly max: number | null;
  readonly reason: string | null;
}
