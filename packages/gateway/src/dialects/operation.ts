import { anthropicMessages } from "./anthropic-messages.ts";
import { bedrockConverse } from "./bedrock-converse.ts";
import { bedrockInvoke } from "./bedrock-invoke.ts";
import { BEDROCK_MODEL } from "./bedrock-model.ts";
import type { Dialect } from "./dialect.ts";
import { gemini } from "./gemini.ts";
import { openaiChat } from "./openai-chat.ts";
import { openaiResponses } from "./openai-responses.ts";

/** What a request asks of a provider. */
export interface Operation {
  readonly dialect: Dialect;
  /** `generate` costs tokens: it is metered and limited. `look` costs none: token counts, model lists. */
  readonly kind: "generate" | "look";
  readonly method: "GET" | "POST";
  /** Where the path names the model and not the body. */
  readonly model: string | null;
}

const VERSION = "(?:/v\\d+(?:(?:alpha|beta)\\d*)?)?";
const MODEL = "(?<model>[A-Za-z0-9][A-Za-z0-9._@-]*(?::[a-z0-9-]+)?)";
const BEDROCK_ID = `(?<model>${BEDROCK_MODEL})`;
const VERTEX = "/projects/[A-Za-z0-9:._-]+/locations/[a-z0-9-]+/publishers";

type Row = readonly [pattern: RegExp, dialect: Dialect, kind: Operation["kind"], method: Operation["method"]];

const at = (path: string): RegExp => new RegExp(`^${path}$`);

/** All that an agent may ask with the operator's key. Anything else, such as files, batches and administration, would spend or show what nobody meters. */
const OPERATIONS: readonly Row[] = [
  [at(`${VERSION}/messages`), anthropicMessages, "generate", "POST"],
  [at(`${VERSION}/messages/count_tokens`), anthropicMessages, "look", "POST"],
  [at(`(?:/openai)?${VERSION}/responses(?:/compact)?`), openaiResponses, "generate", "POST"],
  [at(`(?:/openai)?${VERSION}/chat/completions`), openaiChat, "generate", "POST"],
  [at(`/openai/deployments/${MODEL}/chat/completions`), openaiChat, "generate", "POST"],
  [at(`${VERSION}/models/${MODEL}:(?:generateContent|streamGenerateContent)`), gemini, "generate", "POST"],
  [at(`${VERSION}/models/${MODEL}:countTokens`), gemini, "look", "POST"],
  [
    at(`${VERSION}${VERTEX}/google/models/${MODEL}:(?:generateContent|streamGenerateContent)`),
    gemini,
    "generate",
    "POST",
  ],
  [
    at(`${VERSION}${VERTEX}/anthropic/models/${MODEL}:(?:rawPredict|streamRawPredict)`),
    anthropicMessages,
    "generate",
    "POST",
  ],
  [at(`/model/${BEDROCK_ID}/invoke(?:-with-response-stream)?`), bedrockInvoke, "generate", "POST"],
  [at(`/model/${BEDROCK_ID}/converse(?:-stream)?`), bedrockConverse, "generate", "POST"],
  [at(`/model/${BEDROCK_ID}/count-tokens`), bedrockInvoke, "look", "POST"],
  [at(`/(?:inference-profiles|foundation-models)(?:/${BEDROCK_ID})?`), bedrockInvoke, "look", "GET"],
  [at(`${VERSION}/models(?:/${MODEL})?`), openaiChat, "look", "GET"],
];

/** Null: nothing that agents may ask. */
export function operationAt(method: string, path: string): Operation | null {
  for (const [pattern, dialect, kind, needed] of OPERATIONS) {
    const match = pattern.exec(path);
    if (!match || method !== needed) continue;
    const model = match.groups?.["model"];
    return { dialect, kind, method: needed, model: model === undefined ? null : decodeURIComponent(model) };
  }
  return null;
}

/** Whose errors a client expects at a path that leads nowhere. */
export function dialectNear(path: string): Dialect {
  if (path.includes("/messages")) return anthropicMessages;
  if (/\/model\/|\/inference-profiles|\/foundation-models/.test(path)) return bedrockInvoke;
  return path.includes(":") ? gemini : openaiChat;
}
