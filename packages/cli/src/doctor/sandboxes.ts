import { detectSandboxes, type SandboxAvailability } from "@scylla/workspace";
import { type Finding, ok, warning } from "./finding.ts";

const WITHOUT = "Without a sandbox agents see what you see, and results say so.";

/** Tries each sandbox. Runs can be made without any; hence none of these is a problem, and that engines of containers are not there is no warning. */
export async function sandboxes(): Promise<readonly Finding[]> {
  return (await detectSandboxes()).map(finding);
}

function finding(sandbox: SandboxAvailability): Finding {
  const { kind } = sandbox;
  const check = `sandbox: ${kind}`;
  if (sandbox.works) return ok(check, sandbox.needsImage ? WITH_IMAGE : "it works here");
  if (kind !== "bwrap" && !sandbox.isInstalled) {
    return ok(check, "not installed, which is no obstacle: it is for experiments that ask for it");
  }
  return warning(check, sandbox.reason, sandbox.advice === null ? WITHOUT : `${sandbox.advice} ${WITHOUT}`);
}

const WITH_IMAGE = "it answers; whether it starts the `image` of an experiment is tried when one names it";
