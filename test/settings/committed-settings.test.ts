import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { committedSettings, stackNames, stackSettings, stages } from "../../settings/committed-settings";
import { temporaryFolder } from "../helpers/temporary-folder";

describe("the settings of a project's files", () => {
  const folder = temporaryFolder();
  const write = (files: Readonly<Record<string, string>>): string => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };
  const project = write({
    "Pulumi.yaml": `name: shop
config:
  aws:region: eu-west-1
  other:typed: { type: integer, default: 3 }
  other:needed: { type: string }
  multistage:base:
    value: { owner: platform, services: [{ name: a, memoryMiB: 256 }] }
`,
    "Pulumi.dev.yaml": "config: { 'multistage:owner': web }\n",
    "Pulumi.prod.yaml": `config:
  aws:region: us-east-1
  multistage:after: dev
  multistage:services: [{ name: a, memoryMiB: 512 }]
`,
    "Pulumi.empty.yaml": "",
  });

  it("are refused for a stack without a file", () => {
    assert.throws(
      () => committedSettings(project, "staging"),
      /^Refusal: stack: must be a stack of the project, with its settings in Pulumi\.staging\.yaml, got staging; /,
    );
  });

  it("are the stack's own over the base, and both over the project's", () => {
    assert.deepEqual(stackSettings(project, "dev"), {
      "aws:region": "eu-west-1",
      "other:typed": 3,
      "multistage:owner": "web",
      "multistage:services": [{ name: "a", memoryMiB: 256 }],
    });
    assert.deepEqual(stackSettings(project, "prod"), {
      "aws:region": "us-east-1",
      "other:typed": 3,
      "multistage:owner": "platform",
      "multistage:after": "dev",
      "multistage:services": [{ name: "a", memoryMiB: 512 }],
    });
  });

  it("name every stack, and what each builds on", () => {
    assert.deepEqual(stackNames(project), ["dev", "empty", "prod"]);
    assert.deepEqual(stages(project), {
      dev: { after: undefined, shared: undefined },
      empty: { after: undefined, shared: undefined },
      prod: { after: "dev", shared: undefined },
    });
  });
});
