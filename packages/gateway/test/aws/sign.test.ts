import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signatureOf } from "../../src/aws/sign.ts";

/** The keys of Amazon's published examples. */
const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const NOW = new Date("2015-08-30T12:36:00.000Z");
const REGION = "us-east-1";

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Signature Version 4 step by step, as its specification has it. */
function signature(canonical: readonly string[], service = "bedrock"): string {
  const scope = `20150830/${REGION}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", "20150830T123600Z", scope, sha256(canonical.join("\n"))].join("\n");
  const key = hmac(hmac(hmac(hmac(`AWS4${KEYS.secretAccessKey}`, "20150830"), REGION), service), "aws4_request");
  return hmac(key, toSign).toString("hex");
}

test("the steps here give what Amazon's published example get-vanilla has", () => {
  const values = ["host:example.amazonaws.com", "x-amz-date:20150830T123600Z", "", "host;x-amz-date"];
  expect(signature(["GET", "/", "", ...values, sha256("")], "service")).toBe(
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  );
});

const HOST = "bedrock-runtime.us-east-1.amazonaws.com";

test.each([
  ["with a colon as it is", "/model/us.anthropic.claude-x-v1:0/invoke", "/model/us.anthropic.claude-x-v1%3A0/invoke"],
  ["with an escaped colon", "/model/anthropic.claude-x-v1%3A0/invoke", "/model/anthropic.claude-x-v1%253A0/invoke"],
  [
    "with an ARN",
    "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fab1/converse",
    "/model/arn%253Aaws%253Abedrock%253Aus-east-1%253A123456789012%253Aapplication-inference-profile%252Fab1/converse",
  ],
])("a path %s is signed as services sign it: escaped once more", async (_, path, canonicalPath) => {
  const body = Buffer.from('{"é":1}');
  const headers = await signatureOf({ method: "POST", url: `https://${HOST}${path}`, body }, REGION, KEYS, NOW);
  const signed = ["POST", canonicalPath, "", `host:${HOST}`, "x-amz-date:20150830T123600Z", "", "host;x-amz-date"];
  const expected = signature([...signed, sha256('{"é":1}')]);
  expect(headers).toEqual({
    "x-amz-date": "20150830T123600Z",
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=${expected}`,
  });
});

test("a session's token is signed and sent, and a query in its order", async () => {
  const url = `https://${HOST}/inference-profiles?type=SYSTEM_DEFINED&maxResults=9`;
  const keys = { ...KEYS, sessionToken: "session-token" };
  const headers = await signatureOf({ method: "GET", url, body: Buffer.alloc(0) }, REGION, keys, NOW);
  const names = "host;x-amz-date;x-amz-security-token";
  const values = [`host:${HOST}`, "x-amz-date:20150830T123600Z", "x-amz-security-token:session-token", "", names];
  const canonical = ["GET", "/inference-profiles", "maxResults=9&type=SYSTEM_DEFINED", ...values, sha256("")];
  expect(headers).toMatchObject({ "x-amz-security-token": "session-token" });
  expect(headers["authorization"]).toContain(`SignedHeaders=${names}, Signature=${signature(canonical)}`);
});
