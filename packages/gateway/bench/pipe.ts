// The floor: a process that passes bytes on between two sockets, and does nothing else.
import { type AddressInfo, connect, createServer } from "node:net";
import { tellProcessorTime } from "./processor-time.ts";

const port = Number(new URL(process.argv[2] ?? "").port);
const server = createServer({ noDelay: true }, (agent) => {
  const provider = connect({ host: "127.0.0.1", port, noDelay: true });
  agent.pipe(provider).pipe(agent);
  agent.on("error", () => provider.destroy());
  provider.on("error", () => agent.destroy());
});
server.listen(0, "127.0.0.1", () => tellProcessorTime(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
