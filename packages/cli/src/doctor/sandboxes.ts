import { detectSandboxes } from "@scylla/workspace";
import { type Finding, ok, warning } from "./finding.ts";

const WITHOUT = "Without a sandbox agents see what you see, and results say so.";

/** Tries each sandbox. Runs can be made without any; hence none of these is a problem, and one that no release has is no warning. */
export async function sandboxes(): Promise<readonly Finding[]> {
  const found = await detectSandboxes();
  return found.map((sandbox) => {
    const check = `sandbox: ${sandbox.kind}`;
    if (sandbox.works) return ok(check, "it works here");
    if (!sandbox.isBuilt) return ok(check, sandbox.reason);
    return warning(check, sandbox.reason, sandbox.advice === null ? WITHOUT : `${sandbox.advice} ${WITHOUT}`);
  });
}
