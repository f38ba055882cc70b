import { expect, test } from "vitest";
import { parseTarget } from "../../src/proxy/target.ts";

test("the name of a model may be escaped, where Bedrock has it", () => {
  expect(parseTarget("/token/bedrock/model/arn%3Aaws%3Abedrock%3Aeu%3A1%3Aprofile%2Fa.b/invoke?x=1", true)).toEqual({
    token: "token",
    provider: "bedrock",
    path: "/model/arn%3Aaws%3Abedrock%3Aeu%3A1%3Aprofile%2Fa.b/invoke",
    query: "x=1",
  });
});

test.each([
  "/t/bedrock/model/a%2F..%2Fb/invoke",
  "/t/bedrock/model/..%2Fb/invoke",
  "/t/bedrock/model/a%2Fb%2Fc/invoke",
  "/t/bedrock/model/%2Fb/invoke",
  "/t/bedrock/model/a%252Fb/invoke",
  "/t/bedrock/model/a%00/invoke",
  "/t/bedrock/v1%2Fmodel/invoke",
  "/t/bedrock/model/../invoke",
  "/t%3A/bedrock/model/a/invoke",
])("%s is not what any client asks for", (url) => {
  expect(parseTarget(url, true)).toBeNull();
});
