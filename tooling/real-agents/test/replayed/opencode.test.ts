import { describe } from "vitest";
import { opencode } from "../../src/clis/opencode.ts";
import { replays } from "../scenarios/replayed.ts";

describe("OpenCode", () => replays(opencode));
