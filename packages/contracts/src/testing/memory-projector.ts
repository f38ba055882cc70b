import { compareKeys } from "../digest.ts";
import { type CellKey, compareCells, runLabel } from "../keys.ts";
import { usdFromNano } from "../money.ts";
import { PORTS } from "../port.ts";
import type { Projector } from "../ports/projector.ts";
import type { Results, RunResult, SubtestResult } from "../results.ts";
import { isFinal } from "../run-state.ts";
import type { ExperimentView } from "../view.ts";

interface Row {
  readonly result: RunResult;
  readonly valid: boolean;
  readonly final: boolean;
}

/** A projector without statistics: figures have no interval, and winners are those on record. */
export function memoryProjector(): Projector {
  return {
    port: PORTS.projector,
    results: (view): Results => {
      const rows = rowsOf(view);
      const valid = rows.filter((row) => row.valid).length;
      const { tiers, subtests } = view.plan.frozen;
      return {
        schema: "results/1",
        experiment: view.experiment.name,
        status: valid === rows.length ? "complete" : rows.every((row) => row.final) ? "incomplete" : "partial",
        counts: { planned: rows.length, valid, missing: rows.length - valid },
        runs: rows.map(({ result }) => result),
        subtests: grouped(rows, ({ tier, subtest, agent }) => [tier, subtest, agent]).map(([first, some]) => ({
          tier: first.tier,
          subtest: first.subtest,
          title: subtests.find(({ tier, id }) => tier === first.tier && id === first.subtest)?.title ?? first.subtest,
          ...summary(first.agent, some),
        })),
        tiers: grouped(rows, ({ tier, agent }) => [tier, agent]).map(([{ tier, agent }, some]) => ({
          tier,
          title: tiers.find(({ id }) => id === tier)?.title ?? tier,
          winner: view.selections.find((one) => one.tier === tier && one.agent === agent)?.winner?.subtest ?? null,
          ...summary(agent, some),
        })),
      };
    },
  };
}

function rowsOf({ plan, runs, results }: ExperimentView): readonly Row[] {
  const lost = plan.unresolved.filter(({ recipe }) => recipe.onMissing === "fail").map(({ recipe }) => recipe);
  const wanted = [
    ...plan.cells.map(({ key, digest }) => ({ key, digest, final: false })),
    ...plan.waiting.map(({ key }) => ({ key, digest: null, final: false })),
    ...lost.map(({ key }) => ({ key, digest: null, final: true })),
  ].sort((a, b) => compareCells(a.key, b.key));
  const stored = new Map(runs.map((run) => [`${run.cell}/${run.n}`, run]));
  const numbers = Array.from({ length: plan.frozen.repeats }, (_, i) => i + 1);
  return wanted.flatMap(({ key, digest, final }) =>
    numbers.map((n) => {
      const run = stored.get(`${digest}/${n}`);
      const row = run && results.get(run.id);
      const verdict = run?.state === "graded" ? row?.verdict : undefined;
      return {
        result: resultOf(key, n, digest, row?.end ?? null, verdict ?? null),
        valid: verdict != null,
        final: final || (run !== undefined && isFinal(run.state)),
      };
    }),
  );
}

type Stored = ExperimentView["results"] extends ReadonlyMap<number, infer One> ? One : never;

function resultOf(
  key: CellKey,
  n: number,
  cell: string | null,
  end: Stored["end"],
  verdict: Stored["verdict"],
): RunResult {
  return {
    key: runLabel(key, n),
    cell,
    ...key,
    n,
    outcome: end?.outcome ?? null,
    passed: verdict?.passed ?? null,
    score: verdict?.score ?? null,
    grade: verdict?.grade ?? null,
    costUsd: end?.cost == null ? null : usdFromNano(end.cost),
    durationMs: end?.durationMs ?? null,
  };
}

function grouped(
  rows: readonly Row[],
  parts: (one: RunResult) => readonly string[],
): readonly (readonly [RunResult, readonly Row[]])[] {
  return [...Map.groupBy(rows, ({ result }) => parts(result).join("\n"))]
    .sort(([a], [b]) => compareKeys(a, b))
    .flatMap(([, some]) => (some[0] ? [[some[0].result, some] as const] : []));
}

function summary(agent: string, rows: readonly Row[]): Omit<SubtestResult, "tier" | "subtest" | "title"> {
  const valid = rows.filter((row) => row.valid).map(({ result }) => result);
  const decided = valid.filter(({ passed }) => passed !== null);
  const passRate = mean(decided.map(({ passed }) => (passed ? 1 : 0)));
  const meanCostUsd = mean(valid.map(({ costUsd }) => costUsd));
  return {
    agent,
    runs: rows.length,
    valid: valid.length,
    passRate,
    passRateInterval: null,
    meanScore: mean(valid.map(({ score }) => score)),
    meanCostUsd,
    costOfPassUsd: meanCostUsd === null || !passRate ? null : meanCostUsd / passRate,
  };
}

/** Null where there is nothing, or something is unknown. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0 || known.length < values.length
    ? null
    : known.reduce((sum, value) => sum + value, 0) / known.length;
}
