import type { Command, Option } from "commander";
import { type Candidates, NOTHING } from "./candidates.ts";
import { valuesOf } from "./value-sources.ts";
import { readWords } from "./words.ts";

/**
 * What could stand where the cursor is.
 * @param words those after `scylla`, the one at the cursor last, as far as it is typed.
 */
export async function complete(scylla: Command, words: readonly string[]): Promise<Candidates> {
  const { before, current } = readWords(words);
  const name = before.find((word) => !word.startsWith("-"));
  const command = scylla.commands.find((one) => one.name() === name);
  if (!command) return name === undefined || name === "help" ? commandsOf(scylla, name, current) : NOTHING;
  const { pending, given } = readArguments(command, before.slice(before.indexOf(command.name()) + 1));
  const inline = /^(--[^=]+)=(.*)$/.exec(current);
  const option = pending ?? (inline ? command.options.find((one) => one.long === inline[1]) : undefined);
  if (option) {
    const typed = pending ? current : (inline?.[2] ?? "");
    const found = await valuesOf({ name: placeholder(option), command, given, typed });
    return pending
      ? found
      : { ...found, values: found.values.map((one) => ({ ...one, value: `${inline?.[1]}=${one.value}` })) };
  }
  if (current.startsWith("-")) return optionsOf(command, current, before);
  const argument = command.registeredArguments[Math.min(given.length, command.registeredArguments.length - 1)];
  if (!argument || (given.length >= command.registeredArguments.length && !argument.variadic)) return NOTHING;
  const fixed = argument.argChoices ?? [];
  if (fixed.length > 0)
    return { kind: "none", values: fixed.filter((one) => one.startsWith(current)).map((value) => ({ value })) };
  return valuesOf({ name: argument.name(), command, given, typed: current });
}

function commandsOf(scylla: Command, help: string | undefined, current: string): Candidates {
  if (help === undefined && current.startsWith("-")) return optionsOf(scylla, current, []);
  const values = scylla.commands
    .filter((one) => one.name().startsWith(current))
    .map((one) => ({ value: one.name(), about: one.description() }));
  return { kind: "none", values };
}

function optionsOf(command: Command, current: string, before: readonly string[]): Candidates {
  const options = command.createHelp().visibleOptions(command);
  const values = options
    .filter(({ long }) => long?.startsWith(current) && !before.includes(long))
    .map(({ long, description }) => ({ value: long ?? "", about: description }));
  return { kind: "none", values };
}

/** The arguments that are given already, and the option whose value comes next. */
function readArguments(
  command: Command,
  words: readonly string[],
): { readonly given: readonly string[]; readonly pending: Option | undefined } {
  const given: string[] = [];
  let pending: Option | undefined;
  for (const word of words) {
    if (pending) pending = undefined;
    else if (word.startsWith("-"))
      pending = command.options.find((one) => [one.long, one.short].includes(word) && (one.required || one.optional));
    else given.push(word);
  }
  return { given, pending };
}

/** `STAGE` of `--until <STAGE>`; an option with choices names them. */
function placeholder({ flags, argChoices }: Option): string {
  if (argChoices) return argChoices.join("|");
  return /[<[](.*?)(\.\.\.)?[>\]]/.exec(flags)?.[1] ?? "";
}
