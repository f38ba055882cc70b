import { listIn, memberOf, textIn } from "../treatment/json-members.ts";

/** OpenCode lists skills as XML at the end of its system prompt. */
export function listedSkills(request: unknown): readonly string[] | null {
  const blocks = listIn(request, "messages")
    .filter((message) => memberOf(message, "role") === "system")
    .flatMap((message) => textIn(message, "content"))
    .flatMap((text) => text.match(/<available_skills>[\s\S]*<\/available_skills>/) ?? []);
  if (blocks.length === 0) return null;
  return blocks.flatMap((text) => Array.from(text.matchAll(/^\s*<name>(.*)<\/name>$/gm), ([, name = ""]) => name));
}
