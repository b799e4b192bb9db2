import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import type { Values } from "../../../../../wire/values";
import { emptiedStack, making, role } from "../../../../local/aws/under-engine/emptied-stack";

describe("the local AWS under the real engine", () => {
  const local = emptiedStack();
  const { preview, up } = local;

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
    await preview(unnamed("a"));
    assert.deepEqual(seen, []);
    await up(unnamed("a"));
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
});
