import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../local/aws/faults";
import { storeFile } from "../../local/workspace/workspace";
import {
  late,
  outcomes,
  program,
  repairedWholly,
  ROLE,
  ROLE_POLICY,
  SUBNET,
  VPC,
} from "../cli/repair/repaired";
import { TinyStack } from "../cli/repair/tiny-stack";

describe("the repair of a stack whose update was killed or stopped", function () {
  this.timeout(120_000);

  for (const type of [VPC, SUBNET, ROLE]) {
    it(`adopts ${type} that a killed engine had made and not recorded`, async () => {
      const tiny = await TinyStack.make(program());
      await tiny.interruptedUp("SIGKILL", type, [late("create", type)]);
      const [made] = tiny.held().filter((one) => one.startsWith(type));
      const report = await repairedWholly(tiny);
      assert.ok(outcomes(report).includes("creating: adopted"));
      assert.equal(report.locks.length, 1);
      assert.deepEqual(report.orphans, []);
      assert.ok(tiny.held().includes(made ?? "none"));
    });
  }

  it("clears what a killed engine had begun and AWS had not made", async () => {
    const tiny = await TinyStack.make(program());
    const delay: Fault = { on: "create", type: ROLE, then: "delay", delayMs: 60_000 };
    await tiny.interruptedUp("SIGKILL", SUBNET, [delay]);
    assert.deepEqual(outcomes(await repairedWholly(tiny)).filter((one) => one.includes("cleared")).length, 1);
  });

  it("reads a state beside which the killed engine left torn files", async () => {
    const tiny = await TinyStack.make(program());
    await tiny.interruptedUp("SIGKILL", ROLE, [late("create", ROLE)]);
    const files = readdirSync(tiny.lockFolder()).filter((name) => name.endsWith(".attrs"));
    const torn = [...files.map((name) => join(tiny.lockFolder(), name)), tiny.stateFile() + ".attrs"];
    for (const file of torn) writeFileSync(file, "");
    const said = await tiny.repair("--dry-run");
    assert.equal(said.code, 0, said.err);
    assert.match(
      said.out,
      /killed over: 2\n( {2}\$ rm .*\.attrs\n){2} {2}\$ pulumi cancel .*\nthe rest can be said when.*\nnothing was changed\n$/,
    );
    assert.ok(torn.every((file) => existsSync(file)));
    assert.ok(outcomes(await repairedWholly(tiny)).includes("creating: adopted"));
  });

  it("finds nothing to do but to go on after Ctrl-C, with what was in the making recorded by the engine", async () => {
    const tiny = await TinyStack.make(program());
    const brief: Fault = { on: "create", type: ROLE, then: "late", delayMs: 3_000 };
    await tiny.interruptedUp("SIGINT", ROLE, [brief]);
    assert.deepEqual(await tiny.recorded(), tiny.held());
    const { locks, pending, orphans } = await repairedWholly(tiny);
    assert.deepEqual([locks, pending, orphans], [[], [], []]);
  });

  it("settles an update and a deletion that were made and not recorded", async () => {
    const tiny = await TinyStack.make(program());
    assert.equal((await tiny.up()).code, 0);
    tiny.write(program({ description: "second" }));
    await tiny.interruptedUp("SIGKILL", "second", [late("update", ROLE)]);
    assert.deepEqual(outcomes(await repairedWholly(tiny)), ["updating: refreshed"]);

    tiny.write(program({ description: "second" }).replace(/^new iam\.RolePolicy.*$/m, ""));
    await tiny.interruptedUp("SIGKILL", '"op":"remove"', [late("delete", ROLE_POLICY)]);
    assert.deepEqual(outcomes(await repairedWholly(tiny)), ["deleting: refreshed"]);
    assert.equal(tiny.held().length, 3);
  });

  it("goes on with a replacement whose new resource was made and not recorded", async () => {
    const tiny = await TinyStack.make(program());
    assert.equal((await tiny.up()).code, 0);
    tiny.write(program({ block: 2 }));
    await tiny.interruptedUp("SIGKILL", "10.0.2.0/24", [late("create", SUBNET)]);
    assert.deepEqual(outcomes(await repairedWholly(tiny)), ["creating: adopted"]);
    assert.equal(tiny.held().filter((one) => one.startsWith(SUBNET)).length, 1);
  });

  it("goes on with a replacement that deletes first, and has the same name before and after", async () => {
    const tiny = await TinyStack.make(program({ name: "fixed" }));
    assert.equal((await tiny.up()).code, 0);
    tiny.write(program({ name: "fixed", path: "/a/" }));
    await tiny.interruptedUp("SIGKILL", '"path":"/a/"', [late("create", ROLE)]);
    assert.deepEqual(outcomes(await repairedWholly(tiny)), ["creating: adopted"]);

    tiny.write(program({ name: "fixed", path: "/b/" }));
    const delay: Fault = { on: "create", type: ROLE, then: "delay", delayMs: 60_000 };
    await tiny.interruptedUp("SIGKILL", `"op":"remove","type":"${ROLE}"`, [delay]);
    tiny.write(program({ name: "fixed", path: "/a/" })); // somebody thought better of it
    assert.deepEqual(outcomes(await repairedWholly(tiny)), ["creating: cleared"]);

    tiny.write(program({ name: "fixed", path: "/b/" }));
    assert.notEqual((await tiny.up([{ on: "create", type: ROLE, then: "lost" }])).code, 0);
    const { orphans } = await repairedWholly(tiny);
    assert.deepEqual(
      orphans.map(({ id, outcome }) => [id, outcome]),
      [["fixed", "adopted"]],
    );
  });

  it("changes nothing in a dry run, and says what the repair then does", async () => {
    const tiny = await TinyStack.make(program());
    await tiny.interruptedUp("SIGKILL", ROLE, [late("create", ROLE)]);
    const before = [tiny.held(), tiny.kept(), readFileSync(storeFile(tiny.workspace), "utf8")];
    const said = await tiny.repair("--dry-run");
    assert.equal(said.code, 0, said.err);
    assert.match(said.out, /^stack dev: dry run, nothing is changed\n[^]*nothing was changed\n$/);
    assert.deepEqual([tiny.held(), tiny.kept(), readFileSync(storeFile(tiny.workspace), "utf8")], before);
    const done = await tiny.repair();
    const commands = (text: string): string[] =>
      text.replace(/-\d{14}-/g, "-").match(/^ *(?:\$|edit|aws:).*$/gm) ?? [];
    assert.deepEqual(commands(done.out), commands(said.out));
  });
});
