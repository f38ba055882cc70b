import { expect, test } from "vitest";
import { bedrock } from "../src/presets.ts";
import { makeProvider } from "../src/provider.ts";

const hostsOf = (baseUrl?: string): readonly string[] => {
  const provider = makeProvider(
    bedrock({ region: "us-east-1", ...(baseUrl !== undefined && { baseUrl }) }),
    {},
    () => {},
  );
  return ["/model/x/invoke", "/inference-profiles", "/foundation-models/x"].map(
    (path) => provider.serving(path).base.host,
  );
};

test("Bedrock lists models at another address than it runs them", () => {
  const lists = "bedrock.us-east-1.amazonaws.com";
  expect(hostsOf()).toEqual(["bedrock-runtime.us-east-1.amazonaws.com", lists, lists]);
});

test("whatever stands in front of it has one address", () => {
  expect(hostsOf("https://llm.example.org/bedrock")).toEqual(Array(3).fill("llm.example.org"));
});

test("connections to the two are never taken for those of another provider, whatever that is called", () => {
  const provider = makeProvider(bedrock({ region: "us-east-1" }), {}, () => {});
  const { id } = provider.serving("/inference-profiles");
  expect(() => makeProvider({ id, baseUrl: "https://llm.example.org" }, {}, () => {})).toThrow(/can't name a provider/);
});
