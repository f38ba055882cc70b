import { dirname, join } from "node:path";
import { experimentsIn } from "../experiments-in.ts";

/** Experiment directories near the path that is being typed: under its `.scylla`, which shells do not offer by themselves. */
export function experimentDirs(typed: string): readonly string[] {
  const parent = typed.endsWith("/") ? typed : dirname(typed);
  return [parent, join(parent, ".scylla")].flatMap(experimentsIn);
}
