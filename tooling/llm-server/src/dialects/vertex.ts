import { anthropicMessages } from "./anthropic-messages.ts";
import type { Dialect, Said } from "./dialect.ts";
import { countWith, list } from "./read.ts";

const PATH = /\/publishers\/anthropic\/models\/([^/:]+):(rawPredict|streamRawPredict)$/;

/** Anthropic's messages at Vertex AI: the model in the path, events as anywhere. */
export const vertex: Dialect = {
  ...anthropicMessages,
  read: (path, body) => {
    const [, model, method] = PATH.exec(path) ?? [];
    if (model === undefined) return null;
    const answered = countWith(list(body, "messages"), "role", "assistant");
    return { model, answered, stream: method === "streamRawPredict" };
  },
  whole: (said) => anthropicMessages.whole(served(said)),
  events: (said) => anthropicMessages.events(served(said)),
};

/** The answer names the model as its maker does: `claude-x@20260101` is `claude-x-20260101`. */
function served(said: Said): Said {
  return { ...said, model: said.model.replace("@", "-") };
}
