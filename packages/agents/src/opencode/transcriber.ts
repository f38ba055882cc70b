import type { AgentRequest, Transcriber } from "@scylla/contracts";
import { transcribe } from "../atif/transcribe.ts";
import { stepFinish, textEvent, toolUse } from "./events.ts";
import { normalised, parser } from "./parser.ts";

/** What comes with one message id is one model call. */
export function transcriber(request: AgentRequest): Transcriber {
  return transcribe({
    request,
    parser: parser(request),
    read: (object, main) => {
      const text = textEvent.safeParse(object).data;
      if (text) main.act({ id: text.part.messageID, message: text.part.text, timestamp: time(text.timestamp) });
      const call = toolUse.safeParse(object).data;
      if (call) {
        const { messageID, callID, tool, state } = call.part;
        const calls = [{ id: callID, name: tool, arguments: state.input }];
        main.act({ id: messageID, calls, timestamp: time(call.timestamp) });
        main.observe(callID, state.output ?? state.error ?? state.status ?? "");
      }
      const step = stepFinish.safeParse(object).data;
      if (!step) return;
      const usage = normalised(step.part.tokens) ?? undefined;
      main.act({ id: step.part.messageID, usage, timestamp: time(step.timestamp) });
    },
  });
}

function time(ms: number | null): string | null {
  return ms !== null && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : null;
}
