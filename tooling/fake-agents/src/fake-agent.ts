import { fileURLToPath } from "node:url";

/** The agents by name; what each does stands at the top of its file. */
export const FAKE_AGENTS = [
  "commit",
  "counted",
  "daemon",
  "echo-env",
  "fail",
  "flood",
  "gate",
  "killed",
  "noop",
  "self-kill",
  "sleep",
  "stubborn",
  "write",
] as const;

export type FakeAgent = (typeof FAKE_AGENTS)[number];

/** Path of the executable. */
export function fakeAgent(name: FakeAgent): string {
  return fileURLToPath(new URL(`../agents/${name}`, import.meta.url));
}

/** Path of an agent that is not there. */
export const MISSING_AGENT = fileURLToPath(new URL("../agents/missing", import.meta.url));
