import { spawnSync } from "node:child_process";

/** Every durable write is hit through strace: without it nothing would be proved, so its absence is a failure and never a skip. */
export function requireStrace(): void {
  const { status } = spawnSync("strace", ["-V"], { stdio: "ignore" });
  if (status === 0) return;
  throw new Error(
    "strace is not installed, so the crash tests can't kill the runner at its durable writes. Install it (Debian: apt-get install strace); .ci/run does so.",
  );
}
