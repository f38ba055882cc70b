import { mean } from "@scylla/stats";
import type { UpstreamResults, UpstreamRun, UpstreamTokens } from "../model.ts";
import { gradeOf } from "./grade.ts";
import { medianImplRate } from "./impl-rate.ts";

/** A row of upstream's `runs.csv`. */
export interface RunFigures {
  readonly experiment: string;
  readonly model: string;
  readonly tier: string;
  readonly subtest: string;
  readonly run: number;
  /** Mean of the valid judges. */
  readonly score: number | null;
  /** More than half of the valid judges say so; false where there is none. */
  readonly passed: boolean;
  readonly grade: string | null;
  readonly implRate: number | null;
  /** The agent only: what judges cost was never recorded. */
  readonly costUsd: number | null;
  readonly durationSeconds: number | null;
  readonly tokens: UpstreamTokens | null;
  readonly totalTokens: number | null;
}

export function runFigures({ experiments, runs }: UpstreamResults): readonly RunFigures[] {
  const judged = new Set(experiments.flatMap(({ id, judges }) => (judges > 0 ? [id] : [])));
  return runs.map((run) => ({
    experiment: run.experiment,
    model: modelOf(run),
    tier: run.tier,
    subtest: run.subtest,
    run: run.run,
    ...(judged.has(run.experiment) ? consensusOf(run) : publishedConsensus(run)),
    costUsd: run.costUsd,
    durationSeconds: run.durationSeconds,
    tokens: run.tokens,
    totalTokens: run.tokens && totalOf(run.tokens),
  }));
}

export const modelOf = ({ agentModel }: UpstreamRun): string => agentModel ?? "unknown";

const totalOf = ({ input, output, cacheCreation, cacheRead }: UpstreamTokens): number =>
  input + output + cacheCreation + cacheRead;

type Consensus = Pick<RunFigures, "score" | "passed" | "grade" | "implRate">;

/** Where no judgments were published. */
function publishedConsensus({ published }: UpstreamRun): Consensus {
  const { score = null, passed = null, grade = null, implRate = null } = published ?? {};
  return { score, passed: passed ?? false, grade, implRate };
}

function consensusOf({ judges }: UpstreamRun): Consensus {
  const valid = judges.flatMap(({ score, passed }) => (score === null ? [] : [{ score, passed }]));
  const score = mean(valid.map((judge) => judge.score));
  const votes = valid.filter(({ passed }) => passed).length;
  return { score, passed: votes > valid.length / 2, grade: gradeOf(score), implRate: medianImplRate(judges) };
}
