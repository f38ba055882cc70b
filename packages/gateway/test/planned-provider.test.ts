import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PlannedProvider } from "@scylla/contracts";
import { expect, test } from "vitest";
import { plannedProvider, startGateway } from "../src/index.ts";

const SILENT: PlannedProvider = {
  id: "anthropic",
  baseUrl: null,
  key: null,
  scheme: null,
  headers: {},
  login: "gateway",
  ca: null,
};
const CERTIFICATE = fileURLToPath(new URL("fixtures/localhost.crt", import.meta.url));

test.each([
  ["anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "x-api-key"],
  ["openai", "https://api.openai.com", "OPENAI_API_KEY", "bearer"],
  ["gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY", "x-goog-api-key"],
])("where a plan says nothing of %s, what is known of it holds", (id, baseUrl, variable, scheme) => {
  expect(plannedProvider({ ...SILENT, id })).toEqual({
    id,
    baseUrl,
    key: { env: variable },
    scheme,
    headers: {},
    login: "gateway",
  });
});

test("a cloud is known by its kind, whatever it is called", () => {
  const bedrock = { ...SILENT, id: "amazon", cloud: { kind: "bedrock", region: "eu-central-1" } } as const;
  const address = "https://bedrock-runtime.eu-central-1.amazonaws.com";
  const known = { id: "amazon", baseUrl: address, cloud: bedrock.cloud, headers: {}, login: "gateway" };
  expect(plannedProvider(bedrock)).toEqual({ ...known, credentials: "environment" });
  const credentials = { command: ["aws", "configure", "export-credentials"] } as const;
  expect(plannedProvider({ ...bedrock, credentials })).toEqual({ ...known, credentials });
  expect(plannedProvider({ ...bedrock, key: { env: "K" } })).toEqual({ ...known, key: { env: "K" } });
  expect(plannedProvider({ ...bedrock, headers: { Authorization: { env: "K" } } })).toEqual({
    ...known,
    headers: { Authorization: { env: "K" } },
  });
  const vertex = { ...SILENT, id: "google", cloud: { kind: "vertex", region: "us-east5", project: "ours" } } as const;
  expect(plannedProvider(vertex)).toMatchObject({
    ...{ id: "google", baseUrl: "https://us-east5-aiplatform.googleapis.com", scheme: "bearer" },
    key: { command: ["gcloud", "auth", "print-access-token"] },
  });
});

test("what a plan says goes before what is known", () => {
  const said = {
    baseUrl: "https://llm.example.org/anthropic",
    key: { command: ["vault", "read"], everyMs: 1000 },
    scheme: "bearer",
    headers: { "x-team": "a", "x-token": { file: "/keys/token" } },
    login: "agent",
  } as const;
  expect(plannedProvider({ ...SILENT, ...said, ca: CERTIFICATE })).toEqual({
    id: "anthropic",
    ...said,
    ca: readFileSync(CERTIFICATE, "utf8"),
  });
});

test("a header that carries a key takes the place of the usual one, which may not be there", async () => {
  const headers = { Authorization: { env: "PROXY_TOKEN" } };
  await using gateway = await startGateway({
    providers: [plannedProvider({ ...SILENT, baseUrl: "https://llm.example.org", headers })],
    env: { PROXY_TOKEN: "Bearer of-the-proxy" },
  });
  await expect(gateway.open({ run: "a", providers: ["anthropic"] })).resolves.toBeDefined();
});

test("any other provider is what the plan says of it", () => {
  const baseUrl = "http://127.0.0.1:4000";
  expect(plannedProvider({ ...SILENT, id: "local", baseUrl })).toEqual({
    id: "local",
    baseUrl,
    headers: {},
    login: "gateway",
  });
});

test.each(["local", "constructor"])("the address of %s is not guessed", (id) => {
  expect(() => plannedProvider({ ...SILENT, id })).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: `the provider ${id} has no base URL` }),
  );
});

test.each([
  ["/nowhere/ca.pem", "the certificate file /nowhere/ca.pem of anthropic can't be read (ENOENT)"],
  [
    fileURLToPath(import.meta.url),
    `the certificate file ${fileURLToPath(import.meta.url)} of anthropic holds no certificate`,
  ],
])("a certificate authority at %s is an error that names the file", (ca, message) => {
  expect(() => plannedProvider({ ...SILENT, ca })).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message }),
  );
});
