import { cellLabel, PORTS } from "@scylla/contracts";
import { expect, test } from "vitest";
import { resolveTreatment, tierManager } from "../src/index.ts";
import { agent, experiment, planParams, SMALL_LADDER, task } from "./fixtures/ladders.ts";

test("speaks the port's version", () => {
  expect(tierManager().port).toBe(PORTS.tierManager);
});

/** Paid runs are found by these. If one changes, everything that was bought under it would be bought again. */
test("digests of a small ladder are what they were in every release", () => {
  const manager = tierManager();
  const { cells, recipes } = manager.plan(planParams(experiment(SMALL_LADDER)));
  const [best] = recipes;
  const winners = [SMALL_LADDER[1], SMALL_LADDER[3]].map((one) => one?.resources ?? {});
  const inherited = best && manager.inherit({ recipe: best, winners, task: task("slugify"), agent: agent("toy") });
  const all = [...cells, ...(inherited ? [inherited.cell] : [])];
  expect(
    Object.fromEntries(all.map((cell) => [cellLabel(cell.key), [cell.treatment, cell.digest]])),
  ).toMatchInlineSnapshot(`
    {
      "slugify/T0/00-nothing/toy": [
        "e4d644e195fb414dd6b97c411dce96032b1d7a4d8e80481f410f9092626f9e6c",
        "85bbb9a5f92775fb831c31bdd21a0025b1abf0253ecb2f811d1906e480237d28",
      ],
      "slugify/T0/01-rule/toy": [
        "8e754e8c62c9ebe74d0b164308006d040bd1dcc23b36a887d55da35cd39d5174",
        "76e6a2046aa0b21879ebc8ef8473dcbaab7f0b17c020752dee4499bf441f1c2a",
      ],
      "slugify/T0/02-repo/toy": [
        "b217f33519f0c2e6e9eb7a768e952a706d190de8a811e3369680e8f938afb50c",
        "9c9038c5a014d22b18a21e900e702b6af5b78799eb5e8695ca5af775d143eaa7",
      ],
      "slugify/T1/00-skill/toy": [
        "747dd37add3f5536165f7ae5684017eaa42fa4104ce050647efda73ad23e6f38",
        "555ea91936173c72ec1d5e0afdc25b7210694cba461873ab1216c18c27695365",
      ],
      "slugify/T1/01-others/toy": [
        "4b9e439690926c9344b026849f1ee83f434109892cd615fe1eb224382e15c1f0",
        "ab48cd5d9cb8ade441fcfc9d4c407d888bf582bb3892b7e308bca334925b4388",
      ],
      "slugify/T5/00-best/toy": [
        "c45b6a37e916ce57a52140ca46cc2317d8eb3a6a6feded3e41a7734370657375",
        "283c862cac0a4a00f5624d00fe2e2f7d38634ead8016387a0e64951760ef69d1",
      ],
    }
  `);
});

test("what a ladder delivers can be read off its treatments alone", () => {
  const manager = tierManager();
  const { treatments } = manager.plan(planParams(experiment(SMALL_LADDER)));
  for (const treatment of treatments.values()) {
    expect(manager.deliver(JSON.parse(JSON.stringify(treatment)))).toEqual(manager.deliver(treatment));
  }
  expect(manager.deliver(resolveTreatment({}, agent("toy"))).files).toEqual([]);
});
