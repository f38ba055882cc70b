import type { AgentRequest, Transcriber } from "@scylla/contracts";
import { transcribe } from "../atif/transcribe.ts";
import { type ItemEvent, itemEvent } from "./events.ts";
import { parser } from "./parser.ts";

/** Each completed item is a step: which of them came of one model call is not said. */
export function transcriber(request: AgentRequest): Transcriber {
  return transcribe({
    request,
    parser: parser(request),
    read: (object, main) => {
      const event = itemEvent.safeParse(object).data;
      if (event?.type !== "item.completed") return;
      const { item } = event;
      if (item.type === "error") main.say("system", item["message"] === undefined ? "" : String(item["message"]));
      else if (item.type === "agent_message") main.act({ id: null, message: item.text });
      else if (item.type === "reasoning") main.act({ id: null, reasoning: item.text });
      else {
        main.act({ id: null, calls: [{ id: item.id, name: item.type, arguments: argumentsOf(item) }] });
        main.observe(item.id, item.aggregated_output ?? item.status ?? "");
      }
    },
  });
}

const NO_ARGUMENTS = new Set(["id", "type", "status", "aggregated_output", "exit_code", "result", "error"]);

function argumentsOf(item: ItemEvent["item"]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !NO_ARGUMENTS.has(name)));
}
