import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import { emptiedStack, making, role } from "../../../../local/aws/under-engine/emptied-stack";

const HUSH = "hush-e58c0d";

describe("the local AWS under the real engine", () => {
  const local = emptiedStack();
  const { refused, up } = local;

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
