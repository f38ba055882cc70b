import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { writeBundle } from "@scylla/workspace";
import { EXIT } from "../exit-codes.ts";
import { layProject } from "../lay-project.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { STARTER } from "../own-files.ts";
import { addSchemas } from "../project-schemas.ts";

const TASK = "tasks/initials/task.yaml";

/** Files of a person's that stand in the way and are named. */
const NAMED = 5;

/** Makes a project that validates and runs as it is. @returns the exit code. */
export async function init(named: string | undefined, options: { readonly json?: boolean }): Promise<number> {
  const out = output(options);
  const dir = resolve(named ?? ".");
  const inTheWay = await layProject(dir, makeStarter);
  if (inTheWay.length > 0) throw taken(dir, inTheWay);
  const experiment = join(dir, "experiment.yaml");
  const typed = shellWord(nearPath(experiment));
  const next = [`validate ${typed}`, `run ${typed}`, `report ${shellWord(nearPath(dir))}`].map(
    (words) => `${ownCommand()} ${words}`,
  );
  if (out.json) {
    out.answer(`${JSON.stringify({ status: "made", dir, experiment, next })}\n`);
  } else {
    out.say(`An experiment is in ${nearPath(dir)}: one task, three set-ups, and a script that plays the agent.`);
    out.say(["Next:", ...next.map((line) => `  ${line}`)].join("\n"));
    out.say(`Then make it yours: the comments in ${nearPath(experiment)} say how.`);
  }
  return EXIT.done;
}

/** The starter with a repository made on the spot. */
async function makeStarter(into: string): Promise<void> {
  await cp(join(STARTER, "project"), into, { recursive: true });
  const commit = await writeBundle({ from: join(STARTER, "repository"), bundle: join(into, "repo.bundle") });
  const task = join(into, TASK);
  await writeFile(task, (await readFile(task, "utf8")).replace("COMMIT", commit));
  await addSchemas(into);
}

function taken(dir: string, paths: readonly string[]): ScyllaError {
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : "";
  return new ScyllaError(
    "USAGE",
    `no project can be made in ${nearPath(dir)} without overwriting ${paths.slice(0, NAMED).join(", ")}${more}`,
    { hint: "Nothing was written. Name a directory that is empty or does not exist." },
  );
}
