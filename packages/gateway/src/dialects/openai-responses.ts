import { members, text } from "../read-json.ts";
import type { Dialect, Reading } from "./dialect.ts";
import { openaiError, openaiErrorBody } from "./openai-error.ts";
import { openaiUsage, RESPONSES_USAGE } from "./openai-usage.ts";

const ENDS = new Set(["response.completed", "response.incomplete", "response.failed"]);

function response(value: unknown): Reading {
  const given = members(value);
  const usage = openaiUsage(given["usage"], RESPONSES_USAGE);
  return { model: text(given["model"]), usage, final: usage !== undefined, error: openaiError(given["error"]) };
}

function read(value: unknown): Reading {
  const event = members(value);
  const type = text(event["type"]) ?? "";
  if (event["object"] === "response") return response(event);
  if (type === "response.created" || ENDS.has(type)) return response(event["response"]);
  if (type === "error") return { error: openaiError(event["error"]) ?? openaiError(event) };
  return { error: openaiError(event["error"]) };
}

export const openaiResponses: Dialect = {
  id: "openai-responses",
  markers: ['"usage":{', '"usage": {', '"error"'],
  cumulative: false,
  read,
  isOutput: (event) => (text(members(event)["type"]) ?? "").endsWith(".delta"),
  errorBody: openaiErrorBody,
};
