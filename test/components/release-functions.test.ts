import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { FUNCTION_NAMES, functionArchives } from "../../components/release-control/bundle";
import { Refusal } from "../../refusal/refusal";
import { ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import { make, only } from "./make";
import { control, FUNCTION, FUNCTIONS } from "./release-control";

/** The one file of an archive. */
async function fileOf(archive: unknown): Promise<string> {
  assert.ok(archive instanceof pulumi.asset.AssetArchive);
  const assets = await archive.assets;
  assert.deepEqual(Object.keys(assets), ["index.js"]);
  const asset = assets["index.js"];
  assert.ok(asset instanceof pulumi.asset.FileAsset);
  return asset.path;
}

describe("the functions' code", () => {
  it("is refused where nothing was built, with what to run", () => {
    const folder = temporaryFolder();
    assert.throws(
      () => functionArchives(folder),
      new Refusal({
        property: "dist/runtime/release",
        rule: "the functions' built code",
        got: `nothing above ${folder}`,
        remedy: "run npm run build",
      }),
    );
  });

  it("is refused where some of it is missing, with everything that is", () => {
    const folder = temporaryFolder();
    for (const name of ["prepare", "deploy", "events"]) {
      mkdirSync(join(folder, "dist/runtime/release", name), { recursive: true });
      if (name !== "events") writeFileSync(join(folder, "dist/runtime/release", name, "index.js"), "");
    }
    assert.throws(
      () => functionArchives(join(folder, "dist/components/release-control")),
      (error) => {
        assert.ok(error instanceof Refusal);
        assert.deepEqual(
          error.message.split("\n"),
          ["release", "retire", "events"].map(
            (name) =>
              `dist/runtime/release/${name}/index.js: must be the functions' built code, got nothing; ` +
              "run npm run build",
          ),
        );
        return true;
      },
    );
  });

  it("is found from the sources, from the program in memory and from the npm package", async () => {
    for (const from of ["components/release-control", "stacks", "dist/components/release-control"]) {
      const { retire } = functionArchives(join(ROOT, from));
      assert.equal(await fileOf(retire), join(ROOT, "dist/runtime/release/retire/index.js"), from);
    }
  });

  it("is one handler for each function, and no handler nobody calls", () => {
    const handlers = readdirSync(join(ROOT, "runtime/release/handlers")).map((file) =>
      file.replace(".ts", ""),
    );
    assert.deepEqual(handlers.sort(), [...FUNCTION_NAMES].sort());
  });
});

describe("the functions of a release control", () => {
  for (const name of FUNCTIONS) {
    it(`(${name}) run their bundle on Node.js 22, write into their own log and wait for their policy`, async () => {
      const made = await make(control({ logRetentionDays: 7 }));
      const { inputs, dependsOn } = only(made, FUNCTION, `control-${name}`);
      const { code, tags, ...rest } = inputs;
      assert.notEqual(tags, undefined);
      assert.equal(await fileOf(code), join(ROOT, "dist/runtime/release", name, "index.js"));
      assert.deepEqual(rest, {
        name: `shop-dev-${name}`,
        role: `arn:Role control-${name}`,
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
        memorySize: 256,
        timeout: 60,
        loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/shop-dev-${name}` },
      });
      assert.deepEqual(dependsOn, [`aws:iam/rolePolicy:RolePolicy::control-${name}`]);
      const { tags: logTags, ...log } = only(
        made,
        "aws:cloudwatch/logGroup:LogGroup",
        `control-${name}`,
      ).inputs;
      assert.notEqual(logTags, undefined);
      assert.deepEqual(log, { name: `/aws/lambda/shop-dev-${name}`, retentionInDays: 7 });
    });

    it(`(${name}) have a role Lambda alone can take`, async () => {
      const { inputs } = only(await make(control()), "aws:iam/role:Role", `control-${name}`);
      assert.equal(inputs["name"], `shop-dev-${name}`);
      assert.deepEqual(JSON.parse(inputs["assumeRolePolicy"] as string), {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      });
    });

    const answers = ["prepare", "deploy", "release"].includes(name);
    it(`(${name}) may write their own log${answers ? ", answer the pipeline" : ""} and nothing else`, async () => {
      const { inputs } = only(await make(control()), "aws:iam/rolePolicy:RolePolicy", `control-${name}`);
      const { policy, ...rest } = inputs;
      assert.deepEqual(rest, { name: `shop-dev-${name}`, role: `shop-dev-${name}` });
      const log = {
        Sid: "WriteOwnLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:LogGroup control-${name}:*`,
      };
      const answer = {
        Sid: "AnswerJobs",
        Effect: "Allow",
        Action: ["codepipeline:PutJobFailureResult", "codepipeline:PutJobSuccessResult"],
        Resource: "*",
      };
      assert.deepEqual(JSON.parse(policy as string), {
        Version: "2012-10-17",
        Statement: answers ? [log, answer] : [log],
      });
    });
  }
});
