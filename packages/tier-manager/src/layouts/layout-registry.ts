import { compareKeys, type Delivery, ScyllaError, type SourcePosition, type Treatment } from "@scylla/contracts";
import { type AgentLayout, neededCapabilities } from "./agent-layout.ts";
import { FOREIGN_FILES } from "./foreign-files.ts";

export interface LayoutRegistry {
  /** Why an agent can't be given a treatment: it would get something weaker than was asked for. Null when it can. */
  refusal(treatment: Treatment, setup: string, at: SourcePosition | undefined): ScyllaError | null;
  /** @throws {ScyllaError} `UNSUPPORTED`, `PATH_ESCAPE`. */
  deliver(treatment: Treatment): Delivery;
}

export function layoutRegistry(layouts: readonly AgentLayout[]): LayoutRegistry {
  const byKind = new Map(layouts.map((layout) => [layout.kind, layout]));

  const refusal: LayoutRegistry["refusal"] = (treatment, setup, at) => {
    const { kind } = treatment.agent;
    const place = at && { at };
    const layout = byKind.get(kind);
    if (!layout) {
      const hint = `Use one of these kinds: ${[...byKind.keys()].sort(compareKeys).join(", ")}.`;
      return new ScyllaError("UNSUPPORTED", `agents of kind ${kind} can't be set up by this runner`, {
        ...place,
        hint,
      });
    }
    const lacking = neededCapabilities(treatment).filter((capability) => !layout.capabilities.has(capability));
    if (lacking.length === 0) return null;
    const what = lacking.join(", ");
    const hint = `Remove ${what} from the set-up, or run it with a kind of agent that takes it.`;
    return new ScyllaError(
      "UNSUPPORTED",
      `${setup} is not applicable to agents of kind ${kind}: they can't be given ${what}`,
      { ...place, hint },
    );
  };

  return {
    refusal,
    deliver(treatment) {
      const refused = refusal(treatment, "this treatment", undefined);
      const layout = byKind.get(treatment.agent.kind);
      if (refused || !layout) throw refused ?? new ScyllaError("INTERNAL", "an agent without layout was not refused");
      const keepsRepo = treatment.resources.instructions.kind === "repo";
      return { files: layout.files(treatment), scrub: keepsRepo ? [] : FOREIGN_FILES };
    },
  };
}
