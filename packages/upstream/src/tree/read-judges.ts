import { join } from "node:path";
import type { z } from "zod";
import type { UpstreamCriterion, UpstreamJudge } from "../model.ts";
import type { ReportProblem } from "../read/problems.ts";
import { readJson } from "../read/read-json.ts";
import { readText } from "../read/read-text.ts";
import { directoriesIn } from "./directories.ts";
import { judgmentSchema } from "./schemas.ts";

const JUDGE = /^judge_(\d+)$/;

/** Who judged, by number, as far as other files tell. */
export type JudgeModels = ReadonlyMap<number, string>;

/** The judges of one run, by number. One whose judgment can't be read is absent, and was reported. */
export async function readJudges(
  params: { readonly path: string; readonly name: string; readonly models: JudgeModels },
  report: ReportProblem,
): Promise<readonly UpstreamJudge[]> {
  const judges: UpstreamJudge[] = [];
  for (const directory of await directoriesIn(params.path, params.name, report)) {
    const digits = JUDGE.exec(directory)?.[1];
    const [path, name] = [join(params.path, directory), join(params.name, directory)];
    if (digits === undefined) report(name, "it is no judge: `judge_` and a number");
    else judges.push(...(await readJudge({ path, name, number: Number(digits), models: params.models }, report)));
  }
  return judges.sort((a, b) => a.number - b.number);
}

async function readJudge(
  params: { readonly path: string; readonly name: string; readonly number: number; readonly models: JudgeModels },
  report: ReportProblem,
): Promise<readonly UpstreamJudge[]> {
  const { path, name, number, models } = params;
  const judgment = await readJson(
    { path: join(path, "judgment.json"), name: join(name, "judgment.json"), schema: judgmentSchema },
    report,
  );
  if (judgment === null) return [];
  const { score } = judgment;
  const inRange = score !== null && score >= 0 && score <= 1;
  if (judgment.is_valid && !inRange) report(join(name, "judgment.json"), `its score is ${score}, which is none`);
  const valid = judgment.is_valid && inRange;
  const model = (await modelIn(join(path, "MODEL.md"))) ?? models.get(number) ?? null;
  const passed = valid ? judgment.passed : null;
  const criteria = Object.entries(judgment.criteria_scores ?? {}).map(criterionOf);
  const { reasoning } = judgment;
  return [{ number, model, valid, score: valid ? score : null, passed, reasoning, implRate: null, criteria }];
}

async function modelIn(path: string): Promise<string | null> {
  const file = await readText(path);
  return "text" in file ? (/\*\*Model\*\*:\s*(.+)/.exec(file.text)?.[1]?.trim() ?? null) : null;
}

type Category = NonNullable<z.output<typeof judgmentSchema>["criteria_scores"]>[string];

function criterionOf([name, { score, achieved, max, items }]: [string, Category]): UpstreamCriterion {
  return { name, score, achieved, max, items: Object.entries(items).map(([id, item]) => ({ id, ...item })) };
}
