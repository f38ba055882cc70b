import { expect, test } from "vitest";
import { trimRequest } from "../../src/recording/trim-request.ts";

const PROMPT = "You are an agent.\n".repeat(20);

test("what gives a treatment stays, and the CLI's own prompts and schemas go", () => {
  const body = {
    messages: [
      { role: "system", content: `${PROMPT}Be brief. INSTRUCTIONS-MARK-1\n<available_skills>\n<name>greet</name>` },
    ],
    tools: [{ type: "function", function: { name: "bash", description: PROMPT, parameters: { type: "object" } } }],
  };
  expect(JSON.parse(trimRequest(JSON.stringify(body)))).toEqual({
    messages: [{ role: "system", content: "Be brief. INSTRUCTIONS-MARK-1\n<available_skills>\n<name>greet</name>" }],
    tools: [{ type: "function", function: { name: "bash" } }],
  });
});

test("the tool that opens skills keeps the names that it takes", () => {
  const schema = { properties: { name: { enum: ["greet"] } } };
  const opener = { name: "activate_skill", description: PROMPT, parametersJsonSchema: schema };
  expect(JSON.parse(trimRequest(JSON.stringify({ tools: [{ functionDeclarations: [opener] }] })))).toEqual({
    tools: [{ functionDeclarations: [{ name: "activate_skill", parametersJsonSchema: schema }] }],
  });
});

test("a body that was not kept stays none", () => {
  expect(trimRequest("")).toBe("");
});
