import { existsSync } from "node:fs";
import { nearestName, type ScyllaError } from "@scylla/contracts/basics";
import type { CommanderError } from "commander";
import { COMMANDS } from "./command-names.ts";
import { refusedChoice } from "./refused-choice.ts";
import { usageError } from "./usage-error.ts";

/** What the option parser found wrong, in our words. */
export function fromCommander(error: CommanderError, args: readonly string[]): ScyllaError {
  const [what = "", near] = error.message.replace(/^error: /, "").split("\n");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(near ?? "")?.[1];
  if (error.code === "commander.unknownCommand") return unknownCommand(args, meant);
  const refused = refusedChoice(what);
  if (refused) return refused;
  const command = COMMANDS.find((name) => args.includes(name));
  const help = ["scylla", command, "--help"].filter((word) => word !== undefined).join(" ");
  return usageError(what.replaceAll("'", '"'), meant === undefined ? `See \`${help}\`.` : `Did you mean ${meant}?`);
}

/** @param near what the option parser takes for meant. */
export function unknownCommand(args: readonly string[], near?: string | undefined): ScyllaError {
  const word = args.find((arg) => !arg.startsWith("-")) ?? "";
  const meant =
    near ?? nearestName(word, COMMANDS) ?? (/\.ya?ml$/.test(word) || existsSync(word) ? `run ${word}` : undefined);
  return usageError(
    `there is no command ${JSON.stringify(word)}`,
    meant === undefined ? `Commands are: ${COMMANDS.join(", ")}.` : `Did you mean \`scylla ${meant}\`?`,
  );
}
