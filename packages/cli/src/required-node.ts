import { readFileSync } from "node:fs";

/** A refusal in the shape of an error: an older Node can't load what makes real ones. */
export interface NodeRefusal {
  readonly code: "NODE_TOO_OLD";
  readonly message: string;
  readonly hint: string;
}

/** Why this Node can't run the command; null when it can. @param found the version of a Node. */
export function refuseNode(found: string): NodeRefusal | null {
  const wanted = requiredNode();
  if (!isOlder(found, wanted)) return null;
  return {
    code: "NODE_TOO_OLD",
    message: `this is Node ${found}, and Scylla needs ${wanted} or newer`,
    hint: "Install a newer Node, and make sure that it is the `node` on the PATH.",
  };
}

/** Tells of it as of any other error. @returns the exit code. */
export function tellRefusal({ code, message, hint }: NodeRefusal, json: boolean): number {
  process.stderr.write(`error ${code}: ${message}\n  ${hint}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ status: "error", error: { code, message, hint } })}\n`);
  return 2;
}

function requiredNode(): string {
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly engines: { readonly node: string };
  };
  return engines.node.replace(">=", "");
}

function isOlder(found: string, wanted: string): boolean {
  const [a = [], b = []] = [found, wanted].map((version) => version.split(".").map(Number));
  const different = b.findIndex((part, i) => part !== (a[i] ?? 0));
  return different >= 0 && (a[different] ?? 0) < (b[different] ?? 0);
}
