import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storeFile } from "../../local/workspace/workspace";
import { late, outcomes, program, repaired, repairedWholly, ROLE, VPC } from "../cli/repair/repaired";
import { TinyStack } from "../cli/repair/tiny-stack";
import { multistage } from "../helpers/command-line";

describe("the repair of a stack whose update failed, and what no state has", function () {
  this.timeout(120_000);

  for (const nth of [1, 3]) {
    it(`goes on where the creation number ${nth} failed`, async () => {
      const tiny = await TinyStack.make(program());
      assert.notEqual((await tiny.up([{ on: "create", nth, then: "fail" }])).code, 0);
      const { pending, orphans, next } = await repairedWholly(tiny);
      assert.deepEqual([pending, orphans], [[], []]);
      assert.ok(next.length >= 1 && next.every(({ op }) => op === "create"));
    });
  }

  for (const then of ["vanish", "lost"] as const) {
    for (const type of [VPC, ROLE]) {
      it(`adopts ${type} whose creation AWS answered ${then === "lost" ? "too late" : "to nobody"}`, async () => {
        const tiny = await TinyStack.make(program());
        assert.notEqual((await tiny.up([{ on: "create", type, then }])).code, 0);
        const [made] = tiny.held().filter((one) => one.startsWith(type));
        const { orphans } = await repairedWholly(tiny);
        assert.deepEqual(
          orphans.map((one) => `${one.type} ${one.id} ${one.outcome}`),
          [`${made} adopted`],
        );
        assert.ok(!tiny.kept().includes('"first"'));
      });
    }
  }

  it("leaves alone what the program does not ask for, says what is in its way, and deletes it when told to", async () => {
    const tiny = await TinyStack.make(program({ name: "fixed" }));
    assert.notEqual((await tiny.up([{ on: "create", type: ROLE, then: "lost" }])).code, 0);
    tiny.write(program({ name: "fixed", path: "/other/" }));
    const before = tiny.held();
    const { code, out } = await tiny.repair();
    assert.equal(code, 0);
    assert.ok(out.includes("orphans left alone; --delete-orphans deletes them\n"), out);
    assert.ok(out.includes(`  ${ROLE} fixed: in the way of web, which asks for something else\n`), out);
    assert.deepEqual(tiny.held(), before);
    assert.notEqual((await tiny.up()).code, 0);

    const { orphans } = await repairedWholly(tiny, "--delete-orphans");
    assert.deepEqual(orphans, [{ type: ROLE, id: "fixed", outcome: "deleted" }]);
  });

  it("leaves to another stack of the workspace what is that stack's, also in the making", async () => {
    const tiny = await TinyStack.make(program());
    assert.equal((await tiny.up()).code, 0);
    const other = await tiny.sibling("prod");
    await other.interruptedUp("SIGKILL", VPC, [late("create", VPC)]);
    const before = tiny.held();
    const { orphans } = await repaired(tiny, "--delete-orphans");
    assert.deepEqual(orphans, []);
    assert.deepEqual(tiny.held(), before);
    assert.deepEqual(outcomes(await repaired(other)), ["creating: adopted"]);
    assert.deepEqual([...(await tiny.recorded()), ...(await other.recorded())].sort(), tiny.held());
  });

  it("only warns of what was in the making where nothing can be searched", async () => {
    const tiny = await TinyStack.make(program());
    await tiny.interruptedUp("SIGKILL", ROLE, [late("create", ROLE)]);
    const [role = ""] = tiny.held().filter((one) => one.startsWith(ROLE));
    // As in a shell with a backend of its own: only the plugin knows where the local AWS is.
    const starter = join(tiny.workspace.folder, "home/plugins/resource-aws-v7.48.0/pulumi-resource-aws");
    const store = storeFile(tiny.workspace);
    const text = readFileSync(starter, "utf8");
    writeFileSync(starter, text.replace("exec", `MULTISTAGE_LOCAL_STORE='${store}' exec`));
    const env = { ...tiny.env, MULTISTAGE_LOCAL_STORE: undefined };
    const { code, out, err } = await multistage(["repair"], { project: tiny.folder, env });
    assert.equal(code, 0, err);
    assert.ok(out.includes(`  creating ${ROLE} web: not looked for; cleared\n`), out);
    assert.match(out, /orphans: not looked for; only the local AWS can be searched/);
    assert.match(
      err,
      new RegExp(`whether these exist.*\n.*\n  ${ROLE} web \\(name ${role.split(" ")[1]}, tags `),
    );
    const { pending_operations: pending = [] } = await tiny.state();
    assert.deepEqual(pending, []);
  });
});
