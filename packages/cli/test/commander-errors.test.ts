import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { fromCommander } from "../src/commander-errors.ts";
import { program } from "../src/program.ts";

/** What the command line says to these arguments. */
async function refusal(...args: readonly string[]): Promise<string> {
  try {
    await program(() => {}).parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const { code, message, hint } = fromCommander(error, args);
    return `${code}: ${message} | ${hint}`;
  }
  return "not refused";
}

test.each([
  [["rnu"], 'USAGE: there is no command "rnu" | Did you mean `scylla run`?'],
  [["dance"], 'USAGE: there is no command "dance" | Commands are: validate, run, resume, status, report.'],
  [["my.yaml"], 'USAGE: there is no command "my.yaml" | Did you mean `scylla run my.yaml`?'],
  [["run"], 'USAGE: missing required argument "EXPERIMENT.yaml" | See `scylla run --help`.'],
  [["run", "x.yaml", "--fersh"], 'USAGE: unknown option "--fersh" | Did you mean --fresh?'],
  [["run", "x.yaml", "--zzz"], 'USAGE: unknown option "--zzz" | See `scylla run --help`.'],
  [["run", "x.yaml", "--out"], 'USAGE: option "--out <DIR>" argument missing | See `scylla run --help`.'],
  [["--zzz"], 'USAGE: unknown option "--zzz" | See `scylla --help`.'],
] as const)("%j", async (args, words) => {
  expect(await refusal(...args)).toBe(words);
});

test("too many arguments are counted out", async () => {
  expect(await refusal("status", "a", "b")).toMatch(
    /^USAGE: too many arguments for "status".* \| See `scylla status --help`\.$/,
  );
});
