import { readFile } from "node:fs/promises";
import { checkPackage, createPackageFromTarballData, type Problem } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** How nobody resolves a package that has ES modules only: before `exports`, and by `require`. */
const FOREIGN_RESOLUTIONS = new Set(["node10", "node16-cjs"]);

/** What publint says of a tarball, suggestions too. */
export async function publintFindings(tarball: string): Promise<readonly string[]> {
  const bytes = await readFile(tarball);
  const buffer = new Uint8Array(bytes).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** Where the types of a tarball say something else than its code, for who imports it as an ES module. */
export async function wrongTypes(tarball: string): Promise<readonly string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(tarball))));
  if (!analysis.types) return ["it has no types"];
  return analysis.problems.filter(concernsModules).map((problem) => JSON.stringify(problem));
}

function concernsModules(problem: Problem): boolean {
  return !("resolutionKind" in problem && FOREIGN_RESOLUTIONS.has(problem.resolutionKind));
}
