export { FAKE_AGENTS, type FakeAgent, fakeAgent, MISSING_AGENT } from "./fake-agent.ts";
export { removePlace } from "./remove-place.ts";
export { type SmallExperiment, writeExperiment } from "./small-experiment.ts";
