import type { Treatment } from "@scylla/contracts";
import { offeredTools } from "./offered-tools.ts";
import { namesOfSkill } from "./skill-names.ts";

/** Where a CLI that declares no skills lists them for its model. */
export interface SkillList {
  /** Names of the skills that a request lists; null for a request without such a list. */
  readonly read: (request: unknown) => readonly string[] | null;
  /** The version of the CLI whose every request with tools has a list: of another, a request without one says nothing. */
  readonly version: string;
}

/** Skills of the treatment that no request to the model lists. Requests without tools are asides, and count for nothing. */
export function unlistedSkills(
  { resources: { skills } }: Treatment,
  version: string | null,
  requests: readonly unknown[],
  list: SkillList,
): readonly string[] {
  const lists = requests.map(list.read).filter((one) => one !== null);
  const asked = requests.some((request) => offeredTools(request).length > 0);
  if (lists.length === 0 && !(asked && version === list.version)) return [];
  const listed = new Set(lists.flat());
  return skills.filter((skill) => !namesOfSkill(skill).some((name) => listed.has(name))).map(({ name }) => name);
}
