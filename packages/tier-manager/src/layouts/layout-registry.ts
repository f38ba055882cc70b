import { compareKeys, type Delivery, ScyllaError, type SourcePosition, type Treatment } from "@scylla/contracts";
import { type AgentLayout, type Capability, neededCapabilities } from "./agent-layout.ts";
import { FOREIGN_FILES } from "./foreign-files.ts";

export interface LayoutRegistry {
  /** Agents of a kind that nobody can set up. Null when there is a layout for it. */
  refusal(kind: string, at: SourcePosition | undefined): ScyllaError | null;
  /** What of a treatment an agent of its kind can't be given. */
  lacking(treatment: Treatment): readonly Capability[];
  /** @throws {ScyllaError} `UNSUPPORTED`, `PATH_ESCAPE`. */
  deliver(treatment: Treatment): Delivery;
}

export function layoutRegistry(layouts: readonly AgentLayout[]): LayoutRegistry {
  const byKind = new Map(layouts.map((layout) => [layout.kind, layout]));

  const refusal: LayoutRegistry["refusal"] = (kind, at) => {
    if (byKind.has(kind)) return null;
    const hint = `Use one of these kinds: ${[...byKind.keys()].sort(compareKeys).join(", ")}.`;
    return new ScyllaError("UNSUPPORTED", `agents of kind ${kind} can't be set up by this runner`, {
      ...(at && { at }),
      hint,
    });
  };

  const lacking: LayoutRegistry["lacking"] = (treatment) => {
    const layout = byKind.get(treatment.agent.kind);
    return layout ? neededCapabilities(treatment).filter((capability) => !layout.capabilities.has(capability)) : [];
  };

  return {
    refusal,
    lacking,
    deliver(treatment) {
      const { kind } = treatment.agent;
      const layout = byKind.get(kind);
      if (!layout)
        throw refusal(kind, undefined) ?? new ScyllaError("INTERNAL", "an agent without layout was not refused");
      const lacks = lacking(treatment);
      if (lacks.length > 0) throw notApplicable("this treatment", kind, lacks, undefined);
      const keepsRepo = treatment.resources.instructions.kind === "repo";
      return { files: layout.files(treatment), scrub: keepsRepo ? [] : FOREIGN_FILES };
    },
  };
}

/** It would get something weaker than was asked for. */
export function notApplicable(
  setup: string,
  kind: string,
  lacks: readonly string[],
  at: SourcePosition | undefined,
): ScyllaError {
  const what = lacks.join(", ");
  return new ScyllaError(
    "UNSUPPORTED",
    `${setup} is not applicable to agents of kind ${kind}: they can't be given ${what}`,
    {
      ...(at && { at }),
      hint: `Remove ${what} from the set-up, or run it with a kind of agent that takes it.`,
    },
  );
}
