import { existsSync, lstatSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readExperiment, workspacesName } from "@scylla/compose";
import { experimentState, isScyllaError } from "@scylla/contracts";
import { acquireWriterLock, objectGarbage } from "@scylla/persistence";
import { counted } from "@scylla/report";
import { defaultWorkRoot, type GarbageParams, removeGarbage, workGarbage } from "@scylla/workspace";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { type Output, output } from "../output.ts";
import { nearPath } from "../own-command.ts";

export interface GcOptions {
  readonly apply?: boolean;
  readonly old?: boolean;
  readonly json?: boolean;
}

/** Something that nothing needs. */
interface Item {
  readonly kind: "object" | "workspace" | "template" | "abandoned" | "old";
  readonly path: string;
  readonly bytes: number;
  /** @returns whether it is gone. */
  readonly remove: () => Promise<boolean>;
}

/** Says what of an experiment nothing needs any more, and removes it when asked to. @returns the exit code. */
export async function gc(named: string | undefined, options: GcOptions): Promise<number> {
  const out = output(options);
  const dir = findExperiment(named);
  // What a live run has just stored, and what it is about to use, looks like garbage.
  await using _lock = await acquireWriterLock({ dir });
  const items = [...objects(dir), ...(await worked(dir)), ...oldCopies(dir)];
  const asked = items.filter(({ kind }) => kind !== "old" || options.old);
  const removed = new Set<Item>();
  if (options.apply) for (const item of asked) if (await item.remove()) removed.add(item);
  if (out.json) {
    const told = items.map((item) => ({
      kind: item.kind,
      path: item.path,
      bytes: item.bytes,
      removed: removed.has(item),
    }));
    out.answer(`${JSON.stringify({ status: options.apply ? "removed" : "dry", dir, items: told })}\n`);
  } else tell(out, dir, items, removed, options);
  return EXIT.done;
}

function objects(dir: string): readonly Item[] {
  return objectGarbage({ dir }).map(({ path, bytes }) => ({
    kind: "object",
    path,
    bytes,
    remove: async () => {
      await rm(path, { force: true });
      return true;
    },
  }));
}

async function worked(dir: string): Promise<readonly Item[]> {
  const { view } = await readExperiment({ dir });
  const state = experimentState(view);
  const finished = state === "settled" || state === "finalized" ? workspacesName(dir, view.experiment.id) : null;
  const params: GarbageParams = { root: defaultWorkRoot(process.env), finished, templates: view.plan.frozen.tasks };
  const garbage = await workGarbage(params);
  return garbage.map((one) => ({ ...one, remove: () => removeGarbage(one, params) }));
}

/** What `--fresh` has moved aside: nothing needs it, but it was paid for. */
function oldCopies(dir: string): readonly Item[] {
  const isOld = (name: string): boolean => name.startsWith(`${basename(dir)}.old-`) && /\.old-\d+$/.test(name);
  const paths = readdirSync(dirname(dir))
    .filter(isOld)
    .sort()
    .map((name) => join(dirname(dir), name));
  return paths.map((path) => ({ kind: "old", path, bytes: sizeOf(path), remove: () => removeOld(path) }));
}

async function removeOld(path: string): Promise<boolean> {
  try {
    const lock = await acquireWriterLock({ dir: path });
    try {
      await rm(path, { recursive: true, force: true });
    } finally {
      await lock.release();
    }
    return !existsSync(path);
  } catch (error) {
    // Somebody resumed it there.
    if (isScyllaError(error, "STORE_LOCKED")) return false;
    throw error;
  }
}

function sizeOf(path: string): number {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

const WORDS: Readonly<Record<Item["kind"], string>> = {
  object: "stored objects that nothing names",
  workspace: "workspaces of this experiment, which is finished",
  template: "templates of its tasks, made again when they are needed",
  abandoned: "what killed processes were making",
  old: "copies that --fresh has kept",
};

function tell(out: Output, dir: string, items: readonly Item[], removed: ReadonlySet<Item>, options: GcOptions): void {
  for (const [kind, some] of Map.groupBy(items, (item) => item.kind)) {
    const bytes = some.reduce((sum, item) => sum + item.bytes, 0);
    const gone = some.filter((item) => removed.has(item)).length;
    const state = options.apply ? `; ${gone === some.length ? "removed" : `${gone} removed`}` : "";
    out.say(`${size(bytes).padStart(10)}  ${WORDS[kind]}: ${some.length}${state}`);
    for (const { path } of some.slice(0, SHOWN)) out.say(`            ${nearPath(path)}`);
    if (some.length > SHOWN) out.say(`            and ${counted(some.length - SHOWN, "other")}`);
  }
  if (items.length === 0) out.say(`Nothing in ${nearPath(dir)} can go.`);
  else if (!options.apply)
    out.say("Nothing was removed. With --apply it is; copies of --fresh only with --old as well.");
}

/** Paths of one kind that are shown. */
const SHOWN = 3;

function size(bytes: number): string {
  const power = Math.min(3, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${["B", "KiB", "MiB", "GiB"][power]}`;
}
