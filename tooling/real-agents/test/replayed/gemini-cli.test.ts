import { describe } from "vitest";
import { geminiCli } from "../../src/clis/gemini-cli.ts";
import { replays } from "../scenarios/replayed.ts";

describe("Gemini CLI", () => replays(geminiCli));
