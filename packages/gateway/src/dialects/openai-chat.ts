import { list, members, text } from "../read-json.ts";
import type { Dialect, Reading } from "./dialect.ts";
import { openaiError, openaiErrorBody } from "./openai-error.ts";
import { CHAT_USAGE, openaiUsage } from "./openai-usage.ts";

function read(value: unknown): Reading {
  const chunk = members(value);
  const usage = openaiUsage(chunk["usage"], CHAT_USAGE);
  return { model: text(chunk["model"]), usage, final: usage !== undefined, error: openaiError(chunk["error"]) };
}

/** The first chunk often carries nothing but the role. */
function isOutput(value: unknown): boolean {
  return list(members(value)["choices"]).some((choice) => {
    const delta = Object.entries(members(members(choice)["delta"]));
    return delta.some(([name, part]) => name !== "role" && part !== null && part !== "");
  });
}

export const openaiChat: Dialect = {
  id: "openai-chat",
  markers: ['"usage":{', '"usage": {', '"error"'],
  cumulative: false,
  read,
  isOutput,
  errorBody: openaiErrorBody,
};
