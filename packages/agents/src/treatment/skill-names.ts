import type { Skill } from "@scylla/contracts";

/** Names under which CLIs list a skill: that of its directory, or the one that its SKILL.md gives it. */
export function namesOfSkill({ name, files }: Skill): readonly string[] {
  const content = files.find(({ path }) => path === "SKILL.md")?.content;
  if (!content || !("text" in content)) return [name];
  const [, head = ""] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(content.text) ?? [];
  const [, own] = /^name:[ \t]*(?:"(.*)"|'(.*)'|(.*?))[ \t]*$/m.exec(head)?.filter((part) => part !== undefined) ?? [];
  return own === undefined || own === "" ? [name] : [name, own];
}
