import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import type { Fault } from "../../../local/aws/faults";
import type { Values } from "../../../local/aws/wire/values";
import { ENGINE_TIMEOUT, testEngine } from "../../helpers/engine";
import { localStack, type LocalStack } from "../../helpers/local-stack";

/** A program that makes one thing. */
const making =
  (make: () => unknown): PulumiFn =>
  () => {
    make();
    return Promise.resolve();
  };

/** A resource of any type, as a program in another language could ask for. */
class Unheard extends pulumi.CustomResource {}

const HUSH = "hush-e58c0d";

describe("the local AWS under the real engine", () => {
  let program: PulumiFn = () => Promise.resolve();
  let local: LocalStack;

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    local = await localStack(() => program());
  });
  afterEach(() => {
    local.forget();
  });
  after(() => {
    local.close();
  });

  /** Runs up and gives, per changed resource, what was done: `create aws:iam/role:Role r`. */
  async function up(next?: PulumiFn, faults: readonly Fault[] = []): Promise<string[]> {
    if (next !== undefined) program = next;
    local.setFaults(faults);
    const done: string[] = [];
    await local.stack.up({
      onEvent: ({ resOutputsEvent }: EngineEvent) => {
        const metadata = resOutputsEvent?.metadata;
        if (metadata === undefined || metadata.op === "same" || metadata.type.startsWith("pulumi:")) return;
        done.push(`${metadata.op} ${metadata.type} ${metadata.urn.split("::").at(-1) ?? ""}`);
      },
    });
    return done;
  }

  async function refused(next: PulumiFn, expected: RegExp, faults: readonly Fault[] = []): Promise<void> {
    await assert.rejects(up(next, faults), (error: Error) => {
      assert.match(error.message, expected);
      return true;
    });
  }

  const role = (name: string, more: Partial<aws.iam.RoleArgs> = {}): aws.iam.Role =>
    new aws.iam.Role(name, { name, assumeRolePolicy: "{}", ...more });

  it("refuses a property the SDK does not have, names the nearest, and makes nothing", async () => {
    const args = { name: "r", assumeRolePolicy: "{}", maxSesionDuration: 3600 };
    await refused(
      making(() => new Unheard("aws:iam/role:Role", "r", args, { version: "7.48.0" })),
      /maxSesionDuration: must be a property of aws:iam\/role:Role, got "maxSesionDuration"; did you mean maxSessionDuration\?/,
    );
    assert.deepEqual(local.store.list(), []);
  });

  it("refuses a nested property that was forced past the compiler", async () => {
    await refused(() => {
      const loggingConfig = {
        logFormat: "Text",
        logGrup: "/x",
      } as aws.types.input.lambda.FunctionLoggingConfig;
      new aws.lambda.Function("f", { role: "arn:aws:iam::123456789012:role/r", loggingConfig });
      return Promise.resolve();
    }, /loggingConfig\.logGrup: must be a property of lambda\.FunctionLoggingConfig, got "logGrup"; did you mean logGroup\?/);
    assert.deepEqual(local.store.list(), []);
  });

  it("refuses a value of the wrong type deep inside an object", async () => {
    await refused(() => {
      const vpcConfig = {
        subnetIds: "subnet-1",
        securityGroupIds: [],
      } as unknown as pulumi.Input<aws.types.input.lambda.FunctionVpcConfig>;
      new aws.lambda.Function("f", { role: "arn:aws:iam::123456789012:role/r", vpcConfig });
      return Promise.resolve();
    }, /vpcConfig\.subnetIds: must be a list, got a string/);
  });

  it("refuses a type the SDK does not have", async () => {
    await refused(
      making(() => new Unheard("aws:iam/rolle:Rolle", "r", {}, { version: "7.48.0" })),
      /type: must be a type or function of the installed @pulumi\/aws, got aws:iam\/rolle:Rolle; did you mean aws:iam\/role:Role\?/,
    );
  });

  it("previews a type it cannot create, and refuses it by name at up", async () => {
    program = making(() => new aws.glue.Crawler("c", { databaseName: "d", role: "r" }));
    const { stdout } = await local.stack.preview({ color: "never" });
    assert.match(stdout, /\+ {2}aws:glue:Crawler c create/);
    await refused(program, /type: must be a type the local AWS creates, got aws:glue\/crawler:Crawler/);
  });

  it("refuses a function it does not answer, and one that does not exist", async () => {
    await refused(async () => {
      await aws.ec2.getInstanceTypes();
    }, /must be a function the local AWS answers/);
    await refused(async () => {
      await pulumi.runtime.invoke("aws:index/getRegon:getRegon", {}, { version: "7.48.0" });
    }, /did you mean aws:index\/getRegion:getRegion\?/);
  });

  it("refuses a physical name that exists, with AWS's own code", async () => {
    await refused(() => {
      const first = role("one", { name: "same" });
      role("two", { name: first.name });
      return Promise.resolve();
    }, /EntityAlreadyExists: a role of that name exists already/);
  });

  it("replaces where the real provider replaces, and updates elsewhere", async () => {
    await up(making(() => role("r", { name: "before" })));
    assert.deepEqual(await up(making(() => role("r", { name: "before", description: "new" }))), [
      "update aws:iam/role:Role r",
    ]);
    const replaced = await up(making(() => role("r", { name: "after", description: "new" })));
    assert.ok(replaced.includes("create-replacement aws:iam/role:Role r"), replaced.join());
    assert.deepEqual(
      local.store.list().map(({ key }) => key),
      ["after"],
    );
  });

  it("deletes first when a replacement keeps a given name, as the real provider does", async () => {
    await up(making(() => role("r", { name: "kept", path: "/a/" })));
    const replaced = await up(making(() => role("r", { name: "kept", path: "/b/" })));
    assert.equal(replaced[0], "delete-replaced aws:iam/role:Role r");
    assert.deepEqual(
      local.store.list().map(({ key, properties }) => [key, properties["path"]]),
      [["kept", "/b/"]],
    );
  });

  it("derives a name where none is given, keeps it on an update, and gives unknown outputs in a preview", async () => {
    const seen: unknown[] = [];
    const unnamed =
      (description: string): PulumiFn =>
      () => {
        const { arn } = new aws.iam.Role("r", { assumeRolePolicy: "{}", description });
        arn.apply((value) => seen.push(value));
        return Promise.resolve();
      };
    program = unnamed("a");
    await local.stack.preview();
    assert.deepEqual(seen, []);
    await up();
    const [name] = local.store.list().map(({ key }) => key);
    assert.match(name ?? "", /^r-[0-9a-f]{7}$/);
    await up(unnamed("b"));
    assert.deepEqual(
      local.store.list().map(({ key }) => key),
      [name],
    );
  });

  it("undoes another's change of an alias with any update of it, as the real provider does, but not of a function", async () => {
    const code = new pulumi.asset.AssetArchive({ "run.sh": new pulumi.asset.StringAsset("#!/bin/sh\n") });
    const both =
      (description: string): PulumiFn =>
      () => {
        const fn = new aws.lambda.Function("f", {
          name: "f",
          role: "arn:aws:iam::123456789012:role/r",
          code,
          handler: "run.sh",
          runtime: "python3.13",
          publish: true,
          tags: { description },
        });
        new aws.lambda.Alias("live", {
          name: "live",
          functionName: fn.name,
          functionVersion: "1",
          description,
        });
        return Promise.resolve();
      };
    await up(both("a"));
    for (const { type, key, properties } of local.store.list()) {
      const moved: Values =
        type === "aws:lambda/alias:Alias" ? { functionVersion: "7" } : { memorySize: 999 };
      local.store.put({ type, key, properties: { ...properties, ...moved } });
    }
    await up(both("b"));
    const now = Object.fromEntries(local.store.list().map(({ type, properties }) => [type, properties]));
    assert.equal(now["aws:lambda/alias:Alias"]?.["functionVersion"], "1");
    assert.equal(now["aws:lambda/function:Function"]?.["version"], "1");
  });

  it("publishes a version for a change of code or settings, and none for a change of tags", async () => {
    const versions: string[] = [];
    const fn =
      (memorySize: number, tag: string): PulumiFn =>
      () => {
        const made = new aws.lambda.Function("f", {
          name: "f",
          role: "arn:aws:iam::123456789012:role/r",
          code: new pulumi.asset.AssetArchive({ a: new pulumi.asset.StringAsset("a") }),
          handler: "a",
          runtime: "python3.13",
          memorySize,
          publish: true,
          tags: { tag },
        });
        made.version.apply((version) => versions.push(version));
        return Promise.resolve();
      };
    await up(fn(128, "a"));
    await up(fn(256, "a"));
    await up(fn(256, "b"));
    assert.deepEqual(versions, ["1", "2", "2"]);
  });

  it("records what a failed set-up left, and finishes it with the next up", async () => {
    const one: PulumiFn = making(() => role("r"));
    await refused(one, /was made, its set-up failed/, [{ on: "create", then: "partial" }]);
    assert.equal(local.store.list().length, 1);
    assert.deepEqual(await up(one), ["update aws:iam/role:Role r"]);
    assert.equal(local.store.list().length, 1);
  });

  it("finishes with the next up when the third creation failed", async () => {
    const five: PulumiFn = () => {
      let last: aws.iam.Role | undefined;
      for (const name of ["a", "b", "c", "d", "e"]) {
        last = new aws.iam.Role(
          name,
          { name, assumeRolePolicy: "{}" },
          { dependsOn: last === undefined ? [] : [last] },
        );
      }
      return Promise.resolve();
    };
    await refused(five, /ServiceFailure: the creation of aws:iam\/role:Role was made to fail/, [
      { on: "create", nth: 3, then: "fail" },
    ]);
    assert.deepEqual(
      local.store.list().map(({ key }) => key),
      ["a", "b"],
    );
    assert.deepEqual(
      await up(five),
      ["c", "d", "e"].map((name) => `create aws:iam/role:Role ${name}`),
    );
  });

  it("takes down what it made, in the order of dependence", async () => {
    await up(() => {
      const { name } = role("r");
      new aws.iam.RolePolicy("p", { name: "p", role: name, policy: "{}" });
      return Promise.resolve();
    });
    const deleted: string[] = [];
    await local.stack.destroy({
      onEvent: ({ resOutputsEvent }: EngineEvent) => {
        const type = resOutputsEvent?.metadata.type ?? "";
        if (type.startsWith("aws:")) deleted.push(type);
      },
    });
    assert.deepEqual(deleted, ["aws:iam/rolePolicy:RolePolicy", "aws:iam/role:Role"]);
    assert.deepEqual(local.store.list(), []);
  });

  it("makes again what was deleted behind its back, after a refresh saw it", async () => {
    const one: PulumiFn = making(() => role("r"));
    await up(one);
    local.store.remove("aws:iam/role:Role", "r");
    let deleted: number | undefined;
    await local.stack.refresh({
      onEvent: ({ summaryEvent }: EngineEvent) => {
        deleted = summaryEvent?.resourceChanges.delete ?? deleted;
      },
    });
    assert.equal(deleted, 1);
    assert.deepEqual(await up(one), ["create aws:iam/role:Role r"]);
  });

  it("imports and looks up what exists", async () => {
    await up(making(() => role("r", { path: "/team/" })));
    let path = "";
    await up(() => {
      role("r", { path: "/team/" });
      aws.iam.Role.get("found", "r").path.apply((value) => {
        path = value ?? "";
      });
      return Promise.resolve();
    });
    assert.equal(path, "/team/");
  });

  it("keeps a nested secret out of state, backups and history, also after refresh and update", async () => {
    const secretive =
      (tag: string): PulumiFn =>
      () => {
        new aws.lambda.Function("f", {
          name: "f",
          role: "arn:aws:iam::123456789012:role/r",
          code: new pulumi.asset.AssetArchive({ a: new pulumi.asset.StringAsset("a") }),
          handler: "a",
          runtime: "python3.13",
          environment: { variables: { PLAIN: "seen", HUSH: pulumi.secret(HUSH) } },
          tags: { tag },
        });
        return Promise.resolve();
      };
    await up(secretive("a"));
    await local.stack.refresh();
    await up(secretive("b"));
    await local.stack.refresh();
    const files = (text: string): string =>
      execFileSync("sh", ["-c", `grep -rl -- "$0" "$1" || true`, text, local.stateFolder], {
        encoding: "utf8",
      });
    assert.equal(files(HUSH), "");
    assert.notEqual(files("seen"), "");
    const exported = await local.stack.exportStack();
    assert.ok(JSON.stringify(exported.deployment).includes("seen"));
  });
});
