import { members, text } from "../read-json.ts";
import type { ProviderError, Refusal } from "./dialect.ts";

const TYPES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  402: "ServiceQuotaExceededException",
  404: "ResourceNotFoundException",
  413: "ValidationException",
  504: "ModelTimeoutException",
};

export function bedrockErrorBody({ status, message }: Refusal): unknown {
  return { __type: TYPES[status] ?? "ServiceUnavailableException", message };
}

/** Claude Code takes 403 of Bedrock for expired credentials, and asks ten times more; 402 is an end to it. */
export function bedrockRefusalStatus(status: number): number {
  return status === 403 ? 402 : status;
}

/** A body of an error has a message and nothing that an answer has; its type mostly stands in a header. */
export function bedrockError(value: unknown): ProviderError | undefined {
  const given = members(value);
  const message = text(given["message"]) ?? text(given["Message"]);
  return message === undefined ? undefined : { type: text(given["__type"])?.split("#").at(-1) ?? null, message };
}
