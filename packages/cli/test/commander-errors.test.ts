import { isScyllaError } from "@scylla/contracts";
import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { COMMANDS } from "../src/command-names.ts";
import { fromCommander } from "../src/commander-errors.ts";
import { program } from "../src/program.ts";

/** What the command line says to these arguments. */
async function refusal(...args: readonly string[]): Promise<string> {
  try {
    await program(() => {}).parseAsync(args, { from: "user" });
  } catch (error) {
    const told = error instanceof CommanderError ? fromCommander(error, args) : error;
    if (!isScyllaError(told)) throw error;
    const { code, message, hint } = told;
    return `${code}: ${message} | ${hint}`;
  }
  return "not refused";
}

test.each([
  [["rnu"], 'USAGE: there is no command "rnu" | Did you mean `scylla run`?'],
  [["RESUM"], 'USAGE: there is no command "RESUM" | Did you mean `scylla resume`?'],
  [["dance"], `USAGE: there is no command "dance" | Commands are: ${COMMANDS.join(", ")}.`],
  [["completion", "zhs"], 'USAGE: SHELL is "zhs" | Did you mean zsh?'],
  [["completion", "cmd"], 'USAGE: SHELL is "cmd" | Known are: bash, zsh, fish.'],
  [["run", "x.yaml", "--until", "agnet"], 'USAGE: --until names no stage: "agnet" | Did you mean agent?'],
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
