import { claudeCode } from "./claude-code.ts";
import type { RealCli } from "./real-cli.ts";

/** With a Bedrock API key; the price is that of a region's profile. */
export const claudeCodeOnBedrock: RealCli = {
  ...claudeCode,
  provider: "amazon",
  cloud: "kind: bedrock, region: us-east-1",
  keyVariable: "AWS_BEARER_TOKEN_BEDROCK",
  model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  price: { input: 3.3, output: 16.5, cacheRead: 0.33, cacheWrite: 4.125 },
};

export const claudeCodeOnVertex: RealCli = {
  ...claudeCode,
  provider: "google",
  cloud: "kind: vertex, region: us-east5, project: our-project, key: { env: VERTEX_TOKEN }",
  keyVariable: "VERTEX_TOKEN",
  model: "claude-sonnet-4-5@20250929",
};
