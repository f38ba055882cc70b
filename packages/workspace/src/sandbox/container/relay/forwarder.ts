/**
 * Runs inside of a container, beside the program: listens where the program looks for the gateway, and carries each connection over its own standard
 * streams to the relay, outside. Argument: the port. It ends when its input does: then nobody is at the other end.
 */
import { createServer, Socket } from "node:net";
import { openCarrier } from "./carrier.ts";

const port = Number(process.argv[2]);
// Not process.stdout: who waits until that is written reads nothing, and at the other end somebody may wait for that.
const way = new Socket({ fd: 1, readable: false, writable: true });
const input = new Socket({ fd: 0, readable: true, writable: false });
const carrier = openCarrier(way, () => {});
let last = 0;

const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  last += 1;
  carrier.send("open", last);
  carrier.carry(last, client);
});
server.once("error", (error) => {
  carrier.send("failed", 0, Buffer.from(error.message));
  way.end(() => process.exit(1));
});
// On every address: in here there is only loopback. To name one costs the look-up of a name, 8 ms.
server.listen(port, () => carrier.send("ready"));

input.on("data", carrier.receive);
for (const stream of [input, way]) stream.on("error", end).on("close", end);

function end(): void {
  carrier.breakAll();
  setImmediate(() => process.exit(0));
}
