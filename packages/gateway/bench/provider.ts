// A provider that writes as many events as it is asked for, at the rate that it is asked for. Events with a rate tell when they were written.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const START = `event: message_start\ndata: ${JSON.stringify({ type: "message_start", message: { model: "m", usage: { input_tokens: 1200, output_tokens: 1 } } })}\n\n`;
const END = `event: message_delta\ndata: ${JSON.stringify({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 340 } })}\n\n`;
const delta = (words: string): string =>
  `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: words } })}\n\n`;
const stamped = (): string => delta(`at ${(performance.timeOrigin + performance.now()).toFixed(2)} ms`);

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const events = Number(request.headers["x-events"]);
    const rate = Number(request.headers["x-rate"]);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(START);
    if (rate === 0) {
      response.end(delta("some words of the answer").repeat(events) + END);
      return;
    }
    const started = performance.now();
    let written = 0;
    const timer = setInterval(() => {
      // What a late timer has missed is made up for, so that the rate is what was asked for on a busy machine too.
      const due = Math.min(events, Math.floor(((performance.now() - started) * rate) / 1000));
      for (; written < due; written++) response.write(stamped());
      if (written < events) return;
      clearInterval(timer);
      response.end(END + stamped());
    }, 1000 / rate);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on("disconnect", () => process.exit());
