import { renderUpstreamFigures, upstreamCorrections, upstreamCounts, upstreamFigures } from "@scylla/upstream";
import { EXIT } from "../exit-codes.ts";
import type { Format } from "../report-formats.ts";
import { correctionLines } from "./correction-lines.ts";
import { problemLines } from "./problem-lines.ts";
import { publishedResults } from "./published-results.ts";

/** Prints figures as upstream computes them, wrong ones included, and says which those are. @returns the exit code. */
export async function reportUpstream(named: string | undefined, format: Format): Promise<number> {
  const results = await publishedResults(named);
  const figures = upstreamFigures(results);
  const corrections = upstreamCorrections(results, figures);
  const { problems } = results;
  if (format === "json") {
    const value = { schema: "upstream-figures/1", counts: upstreamCounts(results), figures, corrections, problems };
    process.stdout.write(`${JSON.stringify(value)}\n`);
    return EXIT.done;
  }
  const more = [...problemLines(problems), ...correctionLines(corrections)];
  process.stdout.write(`${renderUpstreamFigures(figures)}\n${more.join("\n")}\n`);
  return EXIT.done;
}
