import { Command, CommanderError, Option } from "commander";
import { expect, test } from "vitest";
import { refusedChoice } from "../src/refused-choice.ts";

/** What commander itself says: its words are what is read. */
function saying(value: string): string {
  const stage = new Option("--stage <STAGE>", "which").choices(["agent", "check"]);
  const command = new Command("x")
    .addOption(stage)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    command.parse(["--stage", value], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.message.replace(/^error: /, "");
  }
  return "not refused";
}

test("a value that an option does not know is told with the nearest", () => {
  expect(refusedChoice(saying("chekc"))).toMatchObject({
    message: '--stage <STAGE> is "chekc"',
    hint: "Did you mean check?",
  });
  expect(refusedChoice(saying("it's\nnone"))).toMatchObject({ hint: "Known are: agent, check." });
});

test("other messages are left alone", () => {
  expect(refusedChoice("unknown option '--x'")).toBeNull();
});
