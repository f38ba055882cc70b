import { members, text } from "../read-json.ts";
import type { ProviderError, Refusal } from "./dialect.ts";

export function openaiErrorBody({ status, reason, message }: Refusal): unknown {
  const type = status < 500 ? "invalid_request_error" : "server_error";
  return { error: { message, type, param: null, code: `gateway_${reason}` } };
}

/** The code is the more exact of the two where both are given. */
export function openaiError(value: unknown): ProviderError | undefined {
  const error = members(value);
  const type = text(error["code"]) ?? text(error["type"]) ?? null;
  const message = text(error["message"]) ?? null;
  return type === null && message === null ? undefined : { type, message };
}
