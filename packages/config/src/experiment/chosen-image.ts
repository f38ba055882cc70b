import type { ExperimentFile, LoadedExperiment } from "@scylla/contracts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";

/** Containers are made of an image, and only the author of an experiment knows of which. */
export function chosenImage(experiment: YamlFile<ExperimentFile>, problems: Problems): Pick<LoadedExperiment, "image"> {
  const { sandbox, image } = experiment.value;
  if (image === undefined && (sandbox === "docker" || sandbox === "podman")) {
    const hint =
      "Name one that is on this machine, with `image: NAME`; it holds the programs that agents and checks need.";
    problems.report("CONFIG_INVALID", `the sandbox ${sandbox} needs an \`image\``, experiment.at(["sandbox"]), hint);
  }
  return { ...(image !== undefined && { image }) };
}
