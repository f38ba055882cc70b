import { describe, expect, test } from "vitest";
import { errorsOf, GOOD, type Tree, writeTree } from "./fixtures/experiments.ts";

const EXPERIMENT = String(GOOD["experiment.yaml"]);
const TASK = String(GOOD["tasks/slugify/task.yaml"]);
const RULE = String(GOOD["ladder/T0/01-rule.yaml"]);

const experiment = (change: (text: string) => string): Tree => ({ "experiment.yaml": change(EXPERIMENT) });
const more = (lines: string): Tree => experiment((text) => `${text}${lines}\n`);
const agentWith = (lines: string): Tree =>
  experiment((text) => text.replace(/ {4}kind: command\n {4}command.*\n/, lines));
const task = (change: (text: string) => string): Tree => ({ "tasks/slugify/task.yaml": change(TASK) });
const rule = (resources: string): Tree => ({
  "ladder/T0/01-rule.yaml": RULE.replace(/resources:[\s\S]*/, `resources:\n${resources}\n`),
});

/** What a person reads: the whole text of each error, with its place and its advice. */
const TABLE: Readonly<Record<string, readonly (readonly [what: string, files: Tree, ...errors: string[]])[]>> = {
  "the text of a file": [
    [
      "empty",
      { "experiment.yaml": "" },
      "CONFIG_INVALID: the file is empty | experiment.yaml:1:1 | Begin with `version: 1`.",
    ],
    [
      "only a comment",
      { "experiment.yaml": "# todo\n---\n" },
      "CONFIG_INVALID: the file is empty | experiment.yaml:1:1 | Begin with `version: 1`.",
    ],
    [
      "a byte order mark",
      { "experiment.yaml": `\uFEFF${EXPERIMENT}` },
      "CONFIG_ENCODING: experiment.yaml begins with a byte order mark | experiment.yaml:1:1 | Save it as UTF-8 without a mark: agents would read it as a character.",
    ],
    [
      "UTF-16",
      { "experiment.yaml": Buffer.from(`\uFEFF${EXPERIMENT}`, "utf16le") },
      "CONFIG_ENCODING: experiment.yaml is UTF-16 | experiment.yaml:1:1 | Save it as UTF-8.",
    ],
    [
      "bytes that are not UTF-8",
      { "experiment.yaml": Buffer.concat([Buffer.from("version: 1\nname: "), Buffer.from([0xe9, 0x0a])]) },
      "CONFIG_ENCODING: experiment.yaml is not UTF-8 | experiment.yaml:2 | Save it as UTF-8.",
    ],
    [
      "a NUL byte",
      { "tasks/slugify/prompt.md": "Make\nslugs\0\n" },
      "CONFIG_ENCODING: prompt.md holds a NUL byte | tasks/slugify/prompt.md:2 | Remove it: this is no text.",
    ],
    [
      "more than 4 MiB",
      { "experiment.yaml": "#".repeat(4 * 1024 * 1024 + 1) },
      "CONFIG_TOO_LARGE: experiment.yaml is larger than 4 MiB | experiment.yaml | Leave out what no agent reads; large data belongs in the task's repository.",
    ],
  ],
  YAML: [
    [
      "two documents",
      more("---\nname: second"),
      "CONFIG_SYNTAX: the file holds more than one document | experiment.yaml:10:1 | Remove `---`, or move what follows into a file of its own.",
    ],
    [
      "a tab",
      more("limits:\n\ttime: 5m"),
      "CONFIG_SYNTAX: tabs are not allowed as indentation | experiment.yaml:11:1 | Indent with spaces.",
    ],
    [
      "a colon in a plain text",
      task((text) => text.replace("title: ", "title: Slugs: ")),
      'CONFIG_SYNTAX: nested mappings are not allowed in compact mappings | tasks/slugify/task.yaml:3:8 | Put a text that holds ": " in quotes, and indent the keys of one mapping alike.',
    ],
    [
      "a pattern without quotes",
      task((text) => `${text}protect: [*.json]\n`),
      'CONFIG_SYNTAX: *.json refers to an anchor that does not exist | tasks/slugify/task.yaml:8:11 | Put a text that begins with * in quotes: "*.json".',
    ],
    [
      "a tag",
      more("seed: !!js/function x"),
      "CONFIG_SYNTAX: unresolved tag: tag:yaml.org,2002:js/function | experiment.yaml:10:7 | Tags have no meaning here; put a text that begins with ! in quotes.",
    ],
    [
      "YAML 1.1",
      experiment((text) => `%YAML 1.1\n---\n${text}`),
      "CONFIG_SYNTAX: the file is YAML 1.1; Scylla reads 1.2 | experiment.yaml:1:1 | Remove the %YAML line: values such as yes and 010 mean other things there.",
    ],
    [
      "a list as key",
      more("? [a]\n: b"),
      "CONFIG_SYNTAX: all keys must be strings | experiment.yaml:10:3 | Write a plain word before the colon.",
    ],
    [
      "a repeated key",
      more("name: other\nname: third"),
      "CONFIG_DUPLICATE_KEY: `name` stands twice in one mapping | experiment.yaml:10:1 | Remove one of them; the first is in line 2.",
      "CONFIG_DUPLICATE_KEY: `name` stands twice in one mapping | experiment.yaml:11:1 | Remove one of them; the first is in line 2.",
    ],
    [
      "a key that JavaScript knows",
      more("__proto__: { x: 1 }"),
      "CONFIG_UNKNOWN_KEY: `__proto__` is not a key of this file | experiment.yaml:10:1 | Known are: agents, budget, comparisons, concurrency, image, ladder, limits, name, prices, providers, quorum, repeats, and 6 more.",
    ],
  ],
  "keys and values": [
    [
      "another version",
      experiment((text) => text.replace("version: 1", "version: 2")),
      "CONFIG_VERSION: format version 2 is not known | experiment.yaml:1:10 | This release reads `version: 1`; a newer release may read more.",
    ],
    [
      "no version",
      experiment((text) => text.replace("version: 1\n", "")),
      "CONFIG_VERSION: `version` is missing | experiment.yaml:1:1 | Begin the file with `version: 1`.",
    ],
    [
      "a list instead of a mapping",
      { "experiment.yaml": "- a\n" },
      "CONFIG_INVALID: the file must be a mapping, not a list | experiment.yaml:1:1 | Write a mapping.",
    ],
    [
      "an unknown key, and the one that is missing for it",
      experiment((text) => text.replace("tasks:", "taks:")),
      "CONFIG_INVALID: `tasks` is missing | experiment.yaml:1:1 | Add `tasks`.",
      "CONFIG_UNKNOWN_KEY: `taks` is not a key of this file | experiment.yaml:3:1 | Did you mean tasks?",
    ],
    [
      "an unknown key further down",
      more("limits: { time: 5m, turn: 3 }"),
      "CONFIG_UNKNOWN_KEY: `turn` is not a key of `limits` | experiment.yaml:10:21 | Did you mean turns?",
    ],
    [
      "text for a number",
      more("repeats: many"),
      'CONFIG_INVALID: `repeats` must be a number, not "many" | experiment.yaml:10:10 | Write digits, without quotes and units.',
    ],
    [
      "a fraction",
      more("repeats: 1.5"),
      "CONFIG_INVALID: `repeats` must be a whole number, not 1.5 | experiment.yaml:10:10 | Write a whole number.",
    ],
    [
      "too little",
      more("repeats: 0"),
      "CONFIG_INVALID: `repeats` must be at least 1, not 0 | experiment.yaml:10:10 | Write a number from 1 on.",
    ],
    [
      "too much",
      more("repeats: 10001"),
      "CONFIG_INVALID: `repeats` must be at most 10000, not 10001 | experiment.yaml:10:10 | Write a smaller number.",
    ],
    [
      "more than a number holds",
      more("seed: 1e400"),
      "CONFIG_INVALID: `seed` must be a number, not 1e400 | experiment.yaml:10:7 | Write a number.",
    ],
    [
      "a number that is not exact",
      more("seed: 9007199254740993"),
      "CONFIG_INVALID: `seed` must be at most 9007199254740991, not 9007199254740992 | experiment.yaml:10:7 | Write a smaller number.",
    ],
    [
      "not a number",
      more("quorum: .nan"),
      "CONFIG_INVALID: `quorum` must be a number, not .nan | experiment.yaml:10:9 | Write a number.",
    ],
    [
      "an unknown word",
      more("sandbox: bwarp"),
      'CONFIG_INVALID: `sandbox` must be one of auto, bwrap, docker, podman, none, required, not "bwarp" | experiment.yaml:10:10 | Did you mean bwrap?',
    ],
    [
      "containers of no image",
      more("sandbox: docker"),
      "CONFIG_INVALID: the sandbox docker needs an `image` | experiment.yaml:10:10 | Name one that is on this machine, with `image: NAME`; it holds the programs that agents and checks need.",
    ],
    [
      "an image that could pass for an option",
      more("sandbox: podman\nimage: --privileged"),
      'CONFIG_INVALID: `image` can\'t be "--privileged" | experiment.yaml:11:8 | Write the name of an image, like registry.example.org/agents:1.',
    ],
    [
      "nothing behind the colon",
      more("repeats:"),
      "CONFIG_INVALID: `repeats` must be a number, not nothing | experiment.yaml:10:1 | Write a value behind the colon, or remove the key.",
    ],
    [
      "an empty list",
      experiment((text) => text.replace("[tasks/slugify]", "[]")),
      "CONFIG_INVALID: `tasks` must not be empty | experiment.yaml:3:8 | Write at least one entry.",
    ],
    [
      "a text for a list",
      experiment((text) => text.replace("[tasks/slugify]", "tasks/slugify")),
      'CONFIG_INVALID: `tasks` must be a list, not "tasks/slugify" | experiment.yaml:3:8 | Write it in brackets, or as lines that begin with a dash.',
    ],
    [
      "a bad duration",
      more("limits: { time: 5 minutes }"),
      'CONFIG_INVALID: `limits.time` can\'t be "5 minutes" | experiment.yaml:10:17 | Write a duration like 500ms, 60s, 10m or 2h.',
    ],
    [
      "a budget without unit",
      more("budget: 100"),
      "CONFIG_INVALID: `budget` can't be 100 | experiment.yaml:10:9 | Write none, or an amount like { usd: 100 }.",
    ],
    [
      "an id with a slash",
      experiment((text) => text.replace("quickstart", "quick/start")),
      "CONFIG_INVALID: `name` can't be \"quick/start\" | experiment.yaml:2:7 | Use letters, digits, '.', '_' and '-', at most 64 of them.",
    ],
    [
      "several at once, over several files",
      { ...task((text) => text.replace("prompt.md", "promt.md")), ...rule("  skils: [a]") },
      "FILE_MISSING: promt.md does not exist | tasks/slugify/task.yaml:5:9 | Paths are relative to the file that they stand in.",
      "CONFIG_UNKNOWN_KEY: `skils` is not a key of `resources` | ladder/T0/01-rule.yaml:4:3 | Did you mean skills?",
    ],
    [
      "the value of an alias, where it is used",
      experiment((text) => text.replace("quickstart", "&name quick start").concat("tiers: [*name]\n")),
      "CONFIG_INVALID: `name` can't be \"quick start\" | experiment.yaml:2:13 | Use letters, digits, '.', '_' and '-', at most 64 of them.",
      "CONFIG_INVALID: `tiers[0]` can't be \"quick start\" | experiment.yaml:10:9 | Use letters, digits, '.', '_' and '-', at most 64 of them.",
    ],
  ],
  alternatives: [
    [
      "a command agent without its command",
      agentWith("    kind: command\n    comand: [node]\n"),
      "CONFIG_INVALID: `agents[0].command` is missing | experiment.yaml:6:5 | Add `command`.",
      "CONFIG_UNKNOWN_KEY: `comand` is not a key of `agents[0]` | experiment.yaml:8:5 | Did you mean command?",
    ],
    [
      "a command for another kind",
      agentWith("    kind: codex\n    command: [node]\n"),
      "CONFIG_UNKNOWN_KEY: `command` is not a key of `agents[0]` | experiment.yaml:8:5 | It belongs to another form of this mapping; remove it.",
    ],
    [
      "a word that is a number",
      agentWith("    kind: command\n    command: [node, 1]\n"),
      'CONFIG_INVALID: `agents[0].command[1]` must be a text, not 1 | experiment.yaml:8:21 | Put it in quotes: "1".',
    ],
    [
      "two forms at once",
      task((text) => text.replace("repo: { ", "repo: { path: x, ")),
      "CONFIG_UNKNOWN_KEY: `path` is not a key of `repo` | tasks/slugify/task.yaml:4:9 | It belongs to another form of this mapping; remove it.",
    ],
    [
      "no form at all",
      task((text) => text.replace("prompt: prompt.md", "prompt: [a, b]")),
      "CONFIG_INVALID: `prompt` can't be a list | tasks/slugify/task.yaml:5:9 | Write the name of a file, or { text: PROMPT }.",
    ],
    [
      "a wrong word",
      rule("  tools: some"),
      'CONFIG_INVALID: `resources.tools` can\'t be "some" | ladder/T0/01-rule.yaml:4:10 | Write default, all, none, or a list like { only: [Read, Edit] }.',
    ],
  ],
  tasks: [
    [
      "no such directory",
      experiment((text) => text.replace("tasks/slugify", "tasks/slugfy")),
      "FILE_MISSING: tasks/slugfy/task.yaml does not exist | experiment.yaml:3:9 | Paths are relative to the file that they stand in.",
    ],
    [
      "a branch for a commit",
      task((text) => text.replace(/commit: \w+/, "commit: main")),
      'CONFIG_INVALID: `repo.commit` can\'t be "main" | tasks/slugify/task.yaml:4:44 | Give the full commit id (40 or 64 hex digits): a branch or short id moves.',
    ],
    [
      "a commit of digits alone",
      task((text) => text.replace(/commit: \w+/, `commit: ${"1234567890".repeat(4)}`)),
      'CONFIG_INVALID: `repo.commit` must be a text, not 1234567890123456789012345678901234567890 | tasks/slugify/task.yaml:4:44 | Put it in quotes: "1234567890123456789012345678901234567890".',
    ],
    [
      "no such bundle",
      { "repo.bundle": null },
      "FILE_MISSING: ../../repo.bundle does not exist | tasks/slugify/task.yaml:4:17 | Paths are relative to the file that they stand in.",
    ],
    [
      "a directory for a bundle",
      { "repo.bundle": null, "repo.bundle/x": "" },
      "FILE_MISSING: ../../repo.bundle is a directory | tasks/slugify/task.yaml:4:17 | Name a repository's directory with `path`.",
    ],
    [
      "a program for a URL",
      task((text) => text.replace("bundle: ../../repo.bundle", "url: 'ext::sh -c x'")),
      'CONFIG_INVALID: `repo.url` can\'t be "ext::sh -c x" | tasks/slugify/task.yaml:4:14 | Write a URL that begins with https, http, ssh, git or file, or user@host:path.',
    ],
    [
      "a password in a URL",
      task((text) => text.replace("bundle: ../../repo.bundle", "url: https://me:pw@x.org/y")),
      'CONFIG_INVALID: `repo.url` can\'t be "https://me:pw@x.org/y" | tasks/slugify/task.yaml:4:14 | Leave the password out: a URL is stored with the plan.',
    ],
    [
      "an empty prompt",
      { "tasks/slugify/prompt.md": " \n" },
      "CONFIG_INVALID: the prompt is empty | tasks/slugify/task.yaml:5:9 | Say what the agent is to do.",
    ],
    [
      "a directory for a prompt",
      { "tasks/slugify/prompt.md": null, "tasks/slugify/prompt.md/x": "" },
      "FILE_MISSING: prompt.md is a directory | tasks/slugify/task.yaml:5:9 | Name a file.",
    ],
    [
      "no way to grade",
      task((text) => text.replace(/checks:[\s\S]*/, "")),
      "TASK_UNGRADED: task slugify has neither checks nor a rubric | tasks/slugify/task.yaml:1:1 | Add `checks` with a command that exits with 0 when the work is right, or a `rubric`.",
    ],
    [
      "two checks of one id",
      task((text) => `${text}  - { id: unit, command: 'true' }\n`),
      "DUPLICATE_ID: two checks have the id unit | tasks/slugify/task.yaml:8:11 | Rename one; the other is at tasks/slugify/task.yaml:7:11.",
    ],
    [
      "a pattern that leads out",
      task((text) => `${text}protect: [test/**, ../x]\n`),
      "PATH_ESCAPE: the pattern ../x leads out of the repository | tasks/slugify/task.yaml:8:20 | Write it relative to the repository's root, such as test/**.",
    ],
    [
      "a URL for a host",
      task((text) => `${text}network: { allow: ['https://x.org'] }\n`),
      'CONFIG_INVALID: `network.allow[0]` can\'t be "https://x.org" | tasks/slugify/task.yaml:8:20 | Write a host like registry.npmjs.org, without https://.',
    ],
    [
      "one id in two tasks",
      { ...experiment((text) => text.replace("[tasks/slugify]", "[tasks/slugify, tasks/../tasks/slugify]")) },
      "DUPLICATE_ID: two tasks have the id slugify | tasks/slugify/task.yaml:2:5 | Rename one; the other is at tasks/slugify/task.yaml:2:5.",
    ],
  ],
  agents: [
    [
      "a provider's key",
      experiment((text) => text.replace("[TOY_SEED]", "[TOY_SEED, ANTHROPIC_API_KEY]")),
      "ENV_FORBIDDEN: ANTHROPIC_API_KEY may not be given to an agent: variables of this prefix configure access to a model provider | experiment.yaml:9:21 | Agents never see keys: they reach models through the gateway, which adds the key. Remove it from the list.",
    ],
    [
      "one id in two agents",
      more("  - { id: toy, kind: codex }\nbudget: none"),
      "DUPLICATE_ID: two agents have the id toy | experiment.yaml:10:11 | Rename one; the other is at experiment.yaml:6:9.",
    ],
    [
      "one that costs money, without a word about how much",
      more("  - { id: paid, kind: codex }"),
      "CONFIG_INVALID: the agent paid asks models, which costs money, and there is no budget | experiment.yaml:10:23 | Say what all of it may cost with `budget: { usd: 20 }`, or `budget: none` for no bound.",
    ],
    [
      "a provider that is not there",
      more("  - { id: paid, kind: codex, provider: opneai }\nbudget: none"),
      "REFERENCE_MISSING: there is no provider opneai | experiment.yaml:10:40 | Did you mean openai?",
    ],
    [
      "a provider without an address",
      more("providers: { ours: { key: { env: OUR_KEY } } }"),
      "CONFIG_INVALID: the provider ours has no address | experiment.yaml:10:14 | Say where it is with `baseUrl`.",
    ],
    [
      "a cloud without a region",
      more("providers: { ours: { kind: bedrock } }"),
      "CONFIG_INVALID: the provider ours has no region | experiment.yaml:10:14 | Say where its models run: `region: us-east-1`, or what AWS_REGION holds for you.",
    ],
    [
      "Vertex AI without a project, and with what is Bedrock's",
      more("providers: { ours: { kind: vertex, region: us-east5, credentials: { command: [x] } } }"),
      "CONFIG_INVALID: the provider ours has no project | experiment.yaml:10:14 | Say whose models they are: `project: NAME`, or what ANTHROPIC_VERTEX_PROJECT_ID holds for you.",
      "CONFIG_INVALID: Vertex AI has no `credentials` | experiment.yaml:10:54 | Remove it.",
    ],
    [
      "a region of what is no cloud",
      more("providers: { openai: { region: us-east-1 } }"),
      "CONFIG_INVALID: `region` of openai belongs to a cloud | experiment.yaml:10:24 | Add `kind: bedrock` or `kind: vertex`, or remove it.",
    ],
    [
      "two logins",
      more("providers: { ours: { kind: bedrock, region: us-east-1, key: { env: K }, credentials: { command: [x] } } }"),
      "CONFIG_INVALID: the provider ours has both `key` and `credentials` | experiment.yaml:10:73 | Keep one of them.",
    ],
    [
      "a key in a header",
      more('providers: { ours: { baseUrl: "https://llm.example.org", headers: { Authorization: Bearer abc } } }'),
      "ENV_FORBIDDEN: the header Authorization of ours looks like a secret, and stands in a file | experiment.yaml:10:84 | Say where it is: `Authorization: { env: NAME }`.",
    ],
    [
      "a key as it is",
      more("providers: { openai: { key: sk-abc } }"),
      'CONFIG_INVALID: `providers.openai.key` can\'t be "..." | experiment.yaml:10:29 | Write where the key is: { env: NAME }, { file: PATH } or { command: [...] }.',
    ],
    [
      "a share for an agent that is not there",
      more("concurrency: { perAgent: { tyo: 1 } }"),
      "REFERENCE_MISSING: there is no agent tyo | experiment.yaml:10:28 | Did you mean toy?",
    ],
  ],
  "the ladder": [
    [
      "none",
      experiment((text) => text.replace("ladder: ladder\n", "")),
      "CONFIG_INVALID: the experiment has neither `ladder` nor `setups` | experiment.yaml:1:1 | Name a ladder directory with `ladder`, or list `setups`.",
    ],
    [
      "two",
      more("setups: [{ id: a, title: A }]"),
      "CONFIG_INVALID: the experiment has both `ladder` and `setups` | experiment.yaml:10:1 | Keep one of them: `setups` is a ladder of one tier.",
    ],
    [
      "no such directory",
      experiment((text) => text.replace("ladder: ladder", "ladder: lader")),
      "FILE_MISSING: lader does not exist | experiment.yaml:4:9 | Paths are relative to the file that they stand in.",
    ],
    [
      "no set-ups",
      { "ladder/T0/00-nothing.yaml": null, "ladder/T0/01-rule.yaml": null },
      "CONFIG_INVALID: the ladder has no set-ups | experiment.yaml:4:9 | Add a set-up, such as T0/00-nothing.yaml.",
    ],
    [
      "the beginning of a block's name",
      rule("  instructions: { blocks: [B01] }"),
      "REFERENCE_MISSING: there is no block B01 | ladder/T0/01-rule.yaml:4:28 | Did you mean B01-basics?",
    ],
    [
      "a skill that is not there",
      rule("  skills: [write-tests]"),
      "REFERENCE_MISSING: there is no skill write-tests | ladder/T0/01-rule.yaml:4:12 | There is no skills/write-tests/SKILL.md; make it, or remove the name.",
    ],
    [
      "a block named twice",
      rule("  instructions: { blocks: [B01-basics, B01-basics] }"),
      "DUPLICATE_ID: B01-basics stands twice in `blocks` | ladder/T0/01-rule.yaml:4:40 | Remove one of them.",
    ],
    [
      "a set-up's file with another ending",
      { "ladder/T0/02-more.yml": "version: 1\n" },
      "CONFIG_INVALID: T0/02-more.yml is not read as a set-up | ladder/T0/02-more.yml | The name of a set-up's file ends in .yaml.",
    ],
    [
      "a directory that is no tier",
      { "ladder/T00/x.yaml": "version: 1\n" },
      "CONFIG_INVALID: T00 is not part of a ladder | ladder/T00 | Did you mean T0? A further tier needs an entry in ladder.yaml.",
    ],
    [
      "a circle of tiers",
      {
        "ladder/ladder.yaml":
          "version: 1\ntiers:\n  T0: { title: A, dependsOn: [T1] }\n  T1: { title: B, dependsOn: [T0] }\n",
      },
      "TIER_CYCLE: tiers depend on each other in a circle: T0 -> T1 -> T0 | ladder/ladder.yaml:3:3 | Remove one of these dependencies.",
    ],
    [
      "a dependency on no tier",
      { "ladder/ladder.yaml": "version: 1\ntiers:\n  T0: { title: A, dependsOn: [TO] }\n" },
      "REFERENCE_MISSING: T0 depends on TO, which is not a tier | ladder/ladder.yaml:3:31 | Did you mean T0?",
    ],
    [
      "inheritance without dependency",
      { "ladder/T1/00.yaml": "version: 1\ntitle: A\ninherits: { tiers: [T0] }\n" },
      "REFERENCE_MISSING: T1 can't inherit from T0, because it does not depend on it | ladder/T1/00.yaml:3:21 | T1 depends on no tier. What a tier may inherit from is its `dependsOn` in ladder.yaml.",
    ],
    [
      "inheritance from an empty tier",
      { "ladder/T5/00.yaml": "version: 1\ntitle: A\ninherits: { tiers: [T0, T1] }\n" },
      "REFERENCE_MISSING: T1 has no set-up to inherit | ladder/T5/00.yaml:3:25 | Add one, or remove T1 from the list.",
    ],
    [
      "a tier that is not in the ladder",
      more("tiers: [T0, T9]"),
      "REFERENCE_MISSING: there is no tier T9 | experiment.yaml:10:13 | Did you mean T0?",
    ],
    [
      "a tier without set-ups",
      more("tiers: [T1]"),
      "REFERENCE_MISSING: T1 has no set-ups | experiment.yaml:10:9 | Add T1/NAME.yaml to the ladder, or remove T1 here.",
    ],
    [
      "a comparison of what is not there",
      more("comparisons:\n  - { id: a, baseline: T0/00-nothing, against: T0/01-rul }"),
      "REFERENCE_MISSING: there is no set-up T0/01-rul | experiment.yaml:11:48 | Did you mean T0/01-rule?",
    ],
    [
      "a comparison with itself",
      more("comparisons:\n  - { id: a, baseline: T0/01-rule, against: T0/01-rule }"),
      "CONFIG_INVALID: the comparison a compares T0/01-rule with itself | experiment.yaml:11:45 | Name two different set-ups.",
    ],
  ],
};

for (const [group, cases] of Object.entries(TABLE)) {
  describe(group, () => {
    test.each(cases.map(([what, files, ...errors]) => ({ what, files, errors })))(
      "$what",
      async ({ files, errors }) => {
        expect(await errorsOf(await writeTree(files))).toEqual(errors);
      },
    );
  });
}
