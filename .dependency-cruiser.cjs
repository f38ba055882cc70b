// Who may import whom. There is no baseline of known violations, and there shall be none.

const source = (...names) => `^packages/(${names.join("|")})/src/`;
const anyPackage = "^packages/";
const gatewaySuite = "^packages/contracts/src/testing/gateway-conformance";

/** A package's sources may reach only its own files and those of the packages named. */
const mayImport = (names, allowed, comment) => ({
  name: `${names.join("-or-")}-imports-only-${allowed.join("-and-") || "itself"}`,
  comment,
  severity: "error",
  from: { path: source(...names) },
  to: { path: anyPackage, pathNot: [`^packages/$1/`, ...allowed.map((name) => `^packages/${name}/`)] },
});

module.exports = {
  forbidden: [
    {
      name: "resolvable",
      comment: "An import that does not resolve is checked by no other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "contracts-without-io",
      comment: "contracts imports zod and builtins that compute; its conformance suites may also assert.",
      severity: "error",
      from: { path: source("contracts"), pathNot: gatewaySuite },
      to: { pathNot: [source("contracts"), "node_modules/zod/", "^(node:)?(assert|buffer|crypto|util)(/|$)"] },
    },
    {
      name: "gateway-suite-on-loopback",
      comment: "A gateway is looked at from both of its sides: the suite is its provider and its client.",
      severity: "error",
      from: { path: gatewaySuite },
      to: { pathNot: [source("contracts"), "^(node:)?(assert|http|net)(/|$)"] },
    },
    {
      name: "parts-meet-in-contracts",
      comment: "Every package owns one thing and meets the others only in contracts; these few are exceptions.",
      severity: "error",
      from: { path: "^packages/([^/]+)/src/", pathNot: source("stats", "report", "upstream", "compose", "cli") },
      to: { path: anyPackage, pathNot: ["^packages/$1/", "^packages/contracts/"] },
    },
    mayImport(["stats"], [], "Statistics are functions on numbers."),
    mayImport(
      ["report", "upstream"],
      ["contracts", "stats"],
      "Reports and figures are made from results and statistics.",
    ),
    {
      name: "cli-on-top",
      severity: "error",
      from: { path: anyPackage, pathNot: "^packages/cli/" },
      to: { path: "^packages/cli/" },
    },
    {
      name: "public-entries-only",
      comment: "What a package does not export is its own.",
      severity: "error",
      from: { path: "^((?:packages|tooling)/[^/]+)/" },
      to: { path: anyPackage, pathNot: ["^$1/", "^packages/[^/]+/src/((testing|basics|figures)/)?index\\.ts$"] },
    },
    {
      name: "by-name-only",
      comment: "Another package is imported by its name, never by a path.",
      severity: "error",
      from: { path: "^((?:packages|tooling)/[^/]+)/" },
      to: { path: "^(packages|tooling)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "no-tooling-in-sources",
      comment: "tooling is not published: only tests use it.",
      severity: "error",
      from: { path: anyPackage, pathNot: ["^packages/[^/]+/(test|bench)/", "\\.config\\.ts$"] },
      to: { path: "^tooling/" },
    },
    {
      name: "config-files-use-tooling-config",
      severity: "error",
      from: { path: "^packages/[^/]+/[^/]+\\.config\\.ts$" },
      to: { path: "^tooling/", pathNot: "^tooling/config/" },
    },
    {
      name: "sources-without-tests",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { path: "^packages/[^/]+/(test|bench)/" },
    },
    {
      name: "declared-dependencies",
      comment: "A published source imports what its own package.json lists under dependencies, or as a peer.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(packages|tooling)/.+/(dist|coverage|fixtures|starter)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@scylla/source", "import", "node", "default", "types"],
    },
  },
};
