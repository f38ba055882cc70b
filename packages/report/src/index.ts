export { type Claim, type Finding, findings } from "./analysis/findings.ts";
export { renderJson } from "./json.ts";
export { renderMarkdown } from "./markdown/render-markdown.ts";
export { type ProjectorOptions, projector } from "./projection/projector.ts";
export { type Spend, spendOf } from "./projection/spend.ts";
export { type ReportExtras, reportExtras, type UnfinishedRun } from "./report-extras.ts";
export { renderAnswer, renderTerminal, type TerminalOptions } from "./terminal/render-terminal.ts";
export { type WrittenReports, writeReports } from "./write-reports.ts";
