// The gateway, in a process of its own.
import { startGateway } from "../src/index.ts";
import { tellProcessorTime } from "./processor-time.ts";

const gateway = await startGateway({
  providers: [{ id: "main", baseUrl: process.argv[2] ?? "", key: { value: "sk-benchmark" }, scheme: "x-api-key" }],
  env: {},
  price: ({ usage }) => (usage.outputTokens ?? 0) * 15_000,
});
const route = await gateway.open({ run: "bench" });
tellProcessorTime(route.baseUrl("main"));
