import type { AgentRequest, Transcriber } from "@scylla/contracts";
import { transcribe } from "../atif/transcribe.ts";
import { messageEvent, toolResult, toolUse } from "./events.ts";
import { parser } from "./parser.ts";

/** An answer comes in pieces, which are one step up to the next call. */
export function transcriber(request: AgentRequest): Transcriber {
  let answer = 0;
  return transcribe({
    request,
    parser: parser(request),
    read: (object, main) => {
      const said = messageEvent.safeParse(object).data;
      // Its echo of the prompt stands there already.
      if (said?.role === "assistant")
        main.act({ id: `answer-${answer}`, piece: said.content, timestamp: said.timestamp });
      const call = toolUse.safeParse(object).data;
      if (call) {
        const calls = [{ id: call.tool_id, name: call.tool_name, arguments: call.parameters }];
        main.act({ id: `answer-${answer}`, calls, timestamp: call.timestamp });
      }
      const result = toolResult.safeParse(object).data;
      if (!result) return;
      main.observe(result.tool_id, result.output ?? result.status ?? "");
      answer++;
    },
  });
}
