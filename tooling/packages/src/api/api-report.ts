import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from "@microsoft/api-extractor";
import type { EntryPoint, PublishedPackage } from "../published-packages.ts";

const NODE_TYPES = dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));

const silent = { logLevel: ExtractorLogLevel.None };
const reported = { logLevel: ExtractorLogLevel.Error };

/** Where the report of an entry point is checked in, relative to its package. */
export function reportPath({ name }: PublishedPackage, { specifier }: EntryPoint): string {
  const subpath = specifier.slice(name.length + 1).replaceAll("/", "-");
  return join("api", `${subpath === "" ? "index" : subpath}.api.md`);
}

/**
 * What an entry point exports, as text that changes only when that does. Made of its built declarations.
 * @throws {Error} when these can't be analysed.
 */
export function apiReport(owner: PublishedPackage, entry: EntryPoint): string {
  const folder = mkdtempSync(join(tmpdir(), "scylla-api-"));
  try {
    const config = ExtractorConfig.prepare({
      configObject: settings(owner, entry, folder),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(owner.dir, "package.json"),
    });
    const errors: string[] = [];
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) errors.push(message.formatMessageWithLocation(owner.dir));
        message.handled = true;
      },
    });
    if (!succeeded) throw new Error(`the API of ${entry.specifier} can't be told:\n${errors.join("\n")}`);
    return readFileSync(join(folder, "report.api.md"), "utf8").replace(
      /^## .+$/m,
      `## The API of "${entry.specifier}"`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function settings({ dir }: PublishedPackage, { types }: EntryPoint, folder: string): IConfigFile {
  const mainEntryPointFilePath = join(dir, types);
  const compilerOptions = {
    ...{ target: "es2024", lib: ["es2024", "esnext.disposable"], module: "nodenext", moduleResolution: "nodenext" },
    ...{ strict: true, skipLibCheck: true, types: ["node"], typeRoots: [NODE_TYPES] },
  };
  return {
    projectFolder: dir,
    mainEntryPointFilePath,
    compiler: { overrideTsconfig: { compilerOptions, files: [mainEntryPointFilePath] } },
    apiReport: {
      enabled: true,
      reportFileName: "report.api.md",
      reportFolder: folder,
      reportTempFolder: join(folder, "temp"),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: "lf",
    messages: {
      compilerMessageReporting: { default: reported },
      extractorMessageReporting: { default: silent },
      tsdocMessageReporting: { default: silent },
    },
  };
}
