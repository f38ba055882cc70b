import { frame } from "../frame.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import type { Dialect, Said, ServerEvent } from "./dialect.ts";
import { countWith, list } from "./read.ts";

const PATH = /\/model\/([^/]+)\/(invoke|invoke-with-response-stream)$/;

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  404: "ResourceNotFoundException",
  429: "ThrottlingException",
};

/** Anthropic's messages in the envelope of Amazon Bedrock: the model in the path, events in binary frames. */
export const bedrock: Dialect = {
  read: (path, body) => {
    const [, model, operation] = PATH.exec(path) ?? [];
    if (model === undefined) return null;
    const answered = countWith(list(body, "messages"), "role", "assistant");
    return { model: decodeURIComponent(model), answered, stream: operation !== "invoke" };
  },
  count: (path) => {
    if (path.endsWith("/count-tokens")) return { inputTokens: 1000 };
    return path.endsWith("/inference-profiles") ? { inferenceProfileSummaries: [] } : null;
  },
  whole: (said) => anthropicMessages.whole(served(said)),
  events: (said) => anthropicMessages.events(served(said)),
  failure: (status) => ({ __type: ERROR_TYPES[status] ?? "InternalServerException", message: `scripted ${status}` }),
  stream: { type: "application/vnd.amazon.eventstream", encode: chunk },
};

/** The answer names the model as its maker does: `us.anthropic.claude-x-v1:0` is `claude-x`. */
function served(said: Said): Said {
  return { ...said, model: said.model.replace(/^.*anthropic\./, "").replace(/-v\d+:\d+$/, "") };
}

function chunk({ data }: ServerEvent): Buffer {
  const bytes = Buffer.from(JSON.stringify(data)).toString("base64");
  const headers = { ":event-type": "chunk", ":content-type": "application/json", ":message-type": "event" };
  return frame(headers, { bytes, p: "abcdefgh" });
}
