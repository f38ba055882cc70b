import { type Results, resultsSchema } from "@scylla/contracts";

/**
 * `results/1` as text: two spaces, members in the schema's order, one newline at the end. Equal values give equal bytes.
 * @throws for a value that is not `results/1`: what is written can always be read.
 */
export function renderJson(results: Results): string {
  return `${JSON.stringify(resultsSchema.parse(results), null, 2)}\n`;
}
