export { FAKE_AGENTS, type FakeAgent, fakeAgent, MISSING_AGENT } from "./fake-agent.ts";
export { type SmallExperiment, writeExperiment } from "./small-experiment.ts";
