import { listIn, memberOf } from "../treatment/json-members.ts";

/** Gemini CLI lists skills as what its tool that opens one may be called with. Without any it has no such tool. */
export function listedSkills(request: unknown): readonly string[] | null {
  const names = listIn(request, "tools")
    .flatMap((tool) => listIn(tool, "functionDeclarations"))
    .filter((declaration) => memberOf(declaration, "name") === "activate_skill")
    .map((declaration) => memberOf(memberOf(memberOf(declaration, "parametersJsonSchema"), "properties"), "name"));
  if (names.length === 0) return null;
  return names.flatMap((name) => listIn(name, "enum")).filter((name) => typeof name === "string");
}
