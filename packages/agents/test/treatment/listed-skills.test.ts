import { readFileSync } from "node:fs";
import { codexAgent, geminiCliAgent, openCodeAgent } from "@scylla/agents";
import type { AgentAdapter, GatewayFacts, Skill } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { ended, recorded, reportOf } from "../fixtures/recorded.ts";
import { cliRequest } from "../fixtures/requests.ts";

interface Sent {
  /** First requests of the CLI itself: with nothing given, with a skill and instructions, and after the skill was opened. */
  readonly plain: object;
  readonly full: object;
  readonly opened: object;
}

const GATEWAY: GatewayFacts = { lastStatus: 200, retryAtMs: null, stopped: null, models: [], firstRequests: [] };
const INSTRUCTIONS = { kind: "text", text: "Greet in one word. INSTRUCTIONS-MARK-5530\n" } as const;

function skill(name: string, head = ""): Skill {
  return { name, files: [{ path: "SKILL.md", executable: false, content: { text: head } }] };
}

describe.each([
  ["codex", codexAgent(), "ok"],
  ["opencode", openCodeAgent(), "ok"],
  ["gemini-cli", geminiCliAgent(), "ok-stream"],
] satisfies readonly (readonly [string, AgentAdapter, string])[])("%s", (kind, adapter, recording) => {
  const file = new URL(`../fixtures/first-requests/${kind}.json`, import.meta.url);
  const sent = JSON.parse(readFileSync(file, "utf8")) as Sent;

  function found(bodies: readonly object[], resources: object, version: string | null = null) {
    const asked = cliRequest(kind, { resources });
    const request = { ...asked, agent: { ...asked.agent, version } };
    const firstRequests = bodies.map((body) => JSON.stringify(body));
    const report = reportOf(adapter, recorded(kind, recording));
    const { outcome, differences } = adapter.classify(report, ended(0), {
      request,
      gateway: { ...GATEWAY, firstRequests },
    });
    expect(outcome).toBe(differences ? "invalid" : "ok");
    return differences ?? [];
  }

  test("a skill that the CLI lists for its model arrived", () => {
    expect(found([sent.full], { skills: [skill("greet")], instructions: INSTRUCTIONS })).toEqual([]);
    expect(found([sent.plain, sent.full], { skills: [skill("greet")] })).toEqual([]);
  });

  test("one that it does not list did not, and is named", () => {
    const skills = [skill("gree"), skill("greet"), skill("greeting")];
    expect(found([sent.plain], { skills: [skill("greet")] })).toEqual(["the skill greet is not in the first requests"]);
    expect(found([sent.full], { skills })).toEqual([
      "the skill gree is not in the first requests",
      "the skill greeting is not in the first requests",
    ]);
  });

  test("a skill is listed under the name that it gives itself", () => {
    for (const name of ["greet", '"greet"', "'greet'"])
      expect(found([sent.full], { skills: [skill("other", `---\nname: ${name}\n---\n`)] })).toEqual([]);
  });

  test("what the model opened by itself, or says, was not given to it", () => {
    const opened = JSON.parse(JSON.stringify(sent.opened).replaceAll("INSTRUCTIONS-MARK-5530", "")) as object;
    const results = [
      { type: "function_call_output", call_id: "1", output: INSTRUCTIONS.text },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: INSTRUCTIONS.text }] },
      { role: "tool", content: INSTRUCTIONS.text },
      { role: "model", parts: [{ text: INSTRUCTIONS.text }] },
      { role: "user", parts: [{ functionResponse: { name: "read_file", response: { output: INSTRUCTIONS.text } } }] },
      { role: "user", content: [{ type: "tool_result", content: [{ type: "text", text: INSTRUCTIONS.text }] }] },
    ];
    for (const result of results)
      expect(found([{ ...opened, more: [result] }], { instructions: INSTRUCTIONS })).toEqual([
        "the instructions are not in the first requests",
      ]);
  });

  test("no list at all is a skill too few where the version always has one, and says nothing of any other version", () => {
    const bare = { tools: [{ name: "shell" }] };
    const skills = [skill("greet")];
    const tested = adapter.testedVersion ?? null;
    expect(found([bare], { skills }, tested)).toEqual(["the skill greet is not in the first requests"]);
    expect(found([bare], { skills }, "0.0.1")).toEqual([]);
    // An aside, such as a request for a title, has no tools.
    expect(found([{}], { skills }, tested)).toEqual([]);
  });
});
