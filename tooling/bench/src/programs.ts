import { fileURLToPath } from "node:url";

/** The agent and the check of every run, here and in the bare script. */
export const NOOP_AGENT = fileURLToPath(new URL("../fixtures/noop-agent", import.meta.url));
export const NOOP_CHECK = fileURLToPath(new URL("../fixtures/noop-check", import.meta.url));
