import type { UpstreamCriterion, UpstreamJudge } from "../model.ts";
import type { ReportProblem } from "../read/problems.ts";
import { type KeyedRow, keyedRows } from "./rows.ts";

export interface Table {
  readonly text: string;
  readonly file: string;
}

/** Judges by run, each with its criteria. Rows of runs that are not in `known` are reported. */
export function readJudgeRows(
  tables: { readonly judges: Table; readonly criteria: Table | null },
  known: ReadonlySet<string>,
  report: ReportProblem,
): ReadonlyMap<string, readonly UpstreamJudge[]> {
  const criteria = tables.criteria ? criteriaByJudge(tables.criteria, report) : new Map();
  const columns = ["judge_score", "judge_passed", "judge_is_valid"];
  const rows = keyedRows({ ...tables.judges, columns }, ["judge_number"], report);
  const ofKnown = rows.filter((row) => known.has(row.text));
  if (ofKnown.length < rows.length)
    report(tables.judges.file, `${rows.length - ofKnown.length} of its rows belong to no run`);
  const judges = Map.groupBy(ofKnown, (row) => row.text);
  return new Map(
    [...judges].map(([run, of]) => [
      run,
      of.flatMap((row) => judgeOf(row, criteria)).sort((a, b) => a.number - b.number),
    ]),
  );
}

type CriteriaByJudge = ReadonlyMap<string, readonly UpstreamCriterion[]>;

const judgeKey = (run: string, judge: number): string => `${run}\n${judge}`;

function judgeOf({ text: run, cells }: KeyedRow, criteria: CriteriaByJudge): readonly UpstreamJudge[] {
  const number = cells.number("judge_number");
  if (number === null) return [];
  const score = cells.number("judge_score");
  const valid = cells.flag("judge_is_valid") === true && score !== null && score >= 0 && score <= 1;
  return [
    {
      number,
      model: cells.text("judge_model"),
      valid,
      score: valid ? score : null,
      passed: valid ? cells.flag("judge_passed") : null,
      reasoning: cells.text("judge_reasoning"),
      implRate: cells.number("judge_impl_rate"),
      criteria: criteria.get(judgeKey(run, number)) ?? [],
    },
  ];
}

function criteriaByJudge(table: Table, report: ReportProblem): CriteriaByJudge {
  const columns = ["criterion_score", "criterion_achieved", "criterion_max"];
  const rows = keyedRows({ ...table, columns }, ["judge_number", "criterion"], report);
  const byJudge = Map.groupBy(rows, ({ text, cells }) => judgeKey(text, cells.number("judge_number") ?? 0));
  return new Map([...byJudge].map(([judge, of]) => [judge, of.map(({ cells }) => criterionOf(cells))]));
}

function criterionOf({ text, number }: KeyedRow["cells"]): UpstreamCriterion {
  return {
    name: text("criterion") ?? "",
    score: number("criterion_score"),
    achieved: number("criterion_achieved"),
    max: number("criterion_max"),
    items: [],
  };
}
