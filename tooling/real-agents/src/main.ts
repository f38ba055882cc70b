import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { asUser } from "./as-user.ts";
import { RECORD } from "./recording/recordings.ts";

const HELP = `pnpm test:agents [--user NAME] [--record] [VITEST ARGUMENTS]

Drives the coding agents themselves through experiments against a scripted model.

  --user NAME   as this user, who needs nothing of their own; only root can do that
  --record      write down what agents do that the tests of every run replay

pnpm test:agents bounded                    what every run of the gates does
pnpm test:agents --record rest/gemini-cli   one agent, and its recordings anew
pnpm test:agents --user nobody bounded/claude-code -t "whole experiment"
`;

/** Nothing is written into the repository: it may be somebody else's. */
const VITEST = ["run", "--root", "tooling/real-agents", "--config", "agents.config.ts", "--configLoader", "runner"];

function main(args: readonly string[]): number {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { user: { type: "string" }, record: { type: "boolean" }, help: { type: "boolean" } },
    ...{ strict: false, tokens: true, allowPositionals: true },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  // All that is not of this script is Vitest's.
  const own = new Set(tokens.flatMap((one) => (one.kind === "option" && isOwn(one.name) ? taken(one) : [])));
  const rest = args.filter((_, index) => !own.has(index));
  const environment = { ...process.env, ...(values.record && { [RECORD]: "1" }) };
  if (typeof values.user === "string") return asUser(values.user, [...VITEST, ...rest], environment);
  return spawnSync("vitest", [...VITEST, ...rest], { stdio: "inherit", env: environment }).status ?? 1;
}

function isOwn(name: string): boolean {
  return name === "user" || name === "record";
}

/** Places in the command line of an option and of its value. */
function taken(option: {
  readonly index: number;
  readonly value?: unknown;
  readonly inlineValue?: boolean | undefined;
}) {
  return option.value !== undefined && option.inlineValue === false ? [option.index, option.index + 1] : [option.index];
}

process.exitCode = main(process.argv.slice(2));
