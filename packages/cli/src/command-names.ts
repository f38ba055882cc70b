/** The commands in the order in which an experiment meets them. */
export const COMMANDS = [
  "init",
  "validate",
  "plan",
  "demo",
  "run",
  "resume",
  "status",
  "report",
  "export",
  "import",
  "completion",
] as const;
