import { statSync } from "node:fs";

/**
 * The name under which the workspaces of an experiment directory stand. Not the experiment's id alone: a copy has it too, and would take
 * what its original has bought and not captured yet. The directory's own number stays when it is moved; where it does not (to another disk,
 * out of a backup), an agent in flight is bought once more.
 */
export function workspacesName(dir: string, experiment: string): string {
  return `${experiment}-${statSync(dir).ino.toString(36)}`;
}
