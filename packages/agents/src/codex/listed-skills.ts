import { listIn, memberOf, textIn } from "../treatment/json-members.ts";

/** Codex lists skills in a message of its own to the model: `- name: description (file: path)`, one a line. */
export function listedSkills(request: unknown): readonly string[] | null {
  const blocks = listIn(request, "input")
    .filter((item) => memberOf(item, "role") === "developer")
    .flatMap((item) => listIn(item, "content").flatMap((part) => textIn(part, "text")))
    .filter((text) => text.startsWith("<skills_instructions>"));
  if (blocks.length === 0) return null;
  return blocks.flatMap((text) => Array.from(text.matchAll(/^- (.+?): /gm), ([, name = ""]) => name));
}
