// The gateway, in a process of its own.
import { startGateway } from "../src/index.ts";

const gateway = await startGateway({
  providers: [{ id: "main", baseUrl: process.argv[2] ?? "", key: { value: "sk-benchmark" }, scheme: "x-api-key" }],
  env: {},
  price: ({ usage }) => (usage.outputTokens ?? 0) * 15_000,
});
const route = await gateway.open({ run: "bench" });
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.on("disconnect", () => process.exit());
process.send?.(route.baseUrl("main"));
