import { expect, test } from "vitest";
import { dialectNear, operationAt } from "../../src/dialects/operation.ts";

const ARN = "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fab1cd";

test.each([
  ["POST", "/model/us.anthropic.claude-x-v1:0/invoke", "bedrock-invoke", "generate", "us.anthropic.claude-x-v1:0"],
  [
    "POST",
    "/model/anthropic.claude-x-v1%3A0/invoke-with-response-stream",
    "bedrock-invoke",
    "generate",
    "anthropic.claude-x-v1:0",
  ],
  [
    "POST",
    `/model/${ARN}/invoke`,
    "bedrock-invoke",
    "generate",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/ab1cd",
  ],
  [
    "POST",
    "/model/arn:aws:bedrock:us-east-1::foundation-model%2Fanthropic.claude-x-v1:0/converse-stream",
    "bedrock-converse",
    "generate",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-x-v1:0",
  ],
  ["POST", "/model/x/count-tokens", "bedrock-invoke", "look", "x"],
  ["GET", "/inference-profiles", "bedrock-invoke", "look", null],
  ["GET", "/foundation-models/anthropic.claude-x-v1%3A0", "bedrock-invoke", "look", "anthropic.claude-x-v1:0"],
  [
    "POST",
    "/v1/projects/our-project/locations/us-east5/publishers/anthropic/models/claude-x@20260101:streamRawPredict",
    "anthropic-messages",
    "generate",
    "claude-x@20260101",
  ],
])("%s %s asks a cloud", (method, path, id, kind, model) => {
  expect(operationAt(method, path)).toMatchObject({ dialect: { id }, kind, model });
});

test.each([
  ["GET", "/model/x/invoke"],
  ["POST", "/model/x/async-invoke"],
  ["POST", "/model/..%2Fadmin/invoke"],
  ["POST", "/model/x%2F..%2Fadmin/invoke"],
  ["POST", "/model/x%2Fy%2Fz/invoke"],
  ["POST", "/model/x%2F/invoke"],
  ["POST", "/model/x%25/invoke"],
  ["POST", "/model/invoke"],
  ["POST", "/guardrail/x/version/1/apply"],
  ["POST", "/inference-profiles"],
  ["DELETE", "/inference-profiles/x"],
])("%s %s is nothing that an agent may ask", (method, path) => {
  expect(operationAt(method, path)).toBeNull();
});

test("errors at paths that lead nowhere are Bedrock's where its clients ask", () => {
  expect(dialectNear("/token/bedrock/model/x/y").id).toBe("bedrock-invoke");
  expect(dialectNear("/token/gemini/v1/models/x:y").id).toBe("gemini");
});
