import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Store } from "../../../../local/aws/store/store";
import { shown } from "../../../../refusal/refusal";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { partialOf } from "../../../local/aws/provider-client";
import {
  exitOf,
  refusedStart,
  startProvider,
  type ProviderProcess,
} from "../../../local/aws/provider-process";

const ROLE = "aws:iam/role:Role";
const role = (name: string) => ({ name, assumeRolePolicy: "{}" });

describe("the local AWS as a process", () => {
  const running: ProviderProcess[] = [];
  const start = async (...options: Parameters<typeof startProvider>) => {
    const provider = await startProvider(...options);
    running.push(provider);
    await provider.client.configure({ region: "ap-northeast-2" });
    return provider;
  };
  after(async () => {
    await Promise.all(running.map((provider) => provider.stop()));
  });

  it("refuses to start without a store, says which variable, and shows no stack trace", async () => {
    const expected = "MULTISTAGE_LOCAL_STORE: must be given, got nothing; run multistage local env\n";
    assert.deepEqual(await refusedStart({}), { code: 1, stderr: expected });
    assert.deepEqual(await refusedStart({ env: { MULTISTAGE_LOCAL_STORE: "" } }), {
      code: 1,
      stderr: expected,
    });
  });

  it("refuses to start with faults it cannot read, before it makes a store", async () => {
    const path = join(temporaryFolder(), "aws.jsonl");
    const env = { MULTISTAGE_LOCAL_STORE: path, MULTISTAGE_LOCAL_FAULTS: "{on: create}" };
    assert.deepEqual(await refusedStart({ env }), {
      code: 1,
      stderr:
        'MULTISTAGE_LOCAL_FAULTS: must be a JSON list of faults, got "{on: create}"; ' +
        'write, e.g., [{"on":"create","nth":2,"then":"fail"}]\n',
    });
    assert.equal(existsSync(path), false);
  });

  it("refuses to start where the store cannot be written", async () => {
    const path = join(__filename, "aws.jsonl");
    assert.deepEqual(await refusedStart({ env: { MULTISTAGE_LOCAL_STORE: path } }), {
      code: 1,
      stderr: `MULTISTAGE_LOCAL_STORE: must be a file that can be written, got ${shown(path)} (EEXIST); make room for it, or name another\n`,
    });
  });

  it("refuses to start where the type table cannot be kept", async () => {
    const env = {
      MULTISTAGE_LOCAL_STORE: join(temporaryFolder(), "aws.jsonl"),
      MULTISTAGE_CACHE_DIR: __filename,
    };
    const { code, stderr } = await refusedStart({ env });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^MULTISTAGE_CACHE_DIR: must be a folder that can be written, got .* \(ENOTDIR\); .*\n$/,
    );
  });

  it("loses nothing it has answered when it is killed, and gives it back from the next process", async () => {
    const path = join(temporaryFolder(), "deep", "aws.jsonl");
    const first = await start({ env: { MULTISTAGE_LOCAL_STORE: path } });
    const { id, state } = await first.client.create(ROLE, { ...role("r"), path: "/team/" });
    first.process.kill("SIGKILL");
    await exitOf(first.process);
    assert.equal(statSync(path).mode & 0o777, 0o600);

    const second = await start({ env: { MULTISTAGE_LOCAL_STORE: path } });
    const found = await second.client.read(ROLE, id);
    assert.equal(id, "r");
    assert.deepEqual(found.state, state);
    assert.equal(found.state["path"], "/team/");
  });

  it("listens on 127.0.0.1 only, and ends with code 0 when the engine lets go of it", async () => {
    const { process, port, stop } = await start({
      env: { MULTISTAGE_LOCAL_STORE: join(temporaryFolder(), "aws.jsonl") },
    });
    assert.deepEqual(listening(process.pid!), [
      `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`,
    ]);
    await stop();
    assert.equal(process.exitCode, 0);
  });

  it("answers a full disk with an error and lives on", async () => {
    const folder = join(temporaryFolder(), "small");
    mkdirSync(folder);
    const path = canMount() ? join(folder, "aws.jsonl") : "/dev/full";
    const script = `mount -t tmpfs -o size=64k tmpfs '${folder}' && exec "$@"`;
    const under = canMount() ? ["unshare", "-rm", "sh", "-c", script, "sh"] : [];
    const { client } = await start({ env: { MULTISTAGE_LOCAL_STORE: path }, under });
    await assert.rejects(client.create(ROLE, { ...role("big"), description: "x".repeat(100_000) }), {
      details: `MULTISTAGE_LOCAL_STORE: must be a file that can be written, got ${shown(path)} (ENOSPC); make room for it, or name another`,
    });
    assert.equal((await client.invoke("aws:index/getRegion:getRegion"))["id"], "ap-northeast-2");
    assert.equal((await client.read(ROLE, "big")).id, "");
  });

  it("shows every fault it was asked for, and only then dies of one", async () => {
    const path = join(temporaryFolder(), "aws.jsonl");
    const faults = [
      { on: "create", nth: 1, then: "fail" },
      { on: "create", nth: 2, then: "partial" },
      { on: "create", nth: 3, then: "lost" },
      { on: "read", then: "delay", delayMs: 300 },
      { on: "update", type: "aws:lambda/alias:Alias", then: "fail" },
      { on: "delete", then: "lost" },
      { on: "invoke", type: "aws:index/getRegion:getRegion", then: "fail" },
      { on: "create", nth: 5, then: "exit" },
    ];
    const { client, process } = await start({
      env: { MULTISTAGE_LOCAL_STORE: path, MULTISTAGE_LOCAL_FAULTS: JSON.stringify(faults) },
    });
    const cloud = new Store(path);
    const names = () => cloud.list().map(({ key }) => key);

    await assert.rejects(client.create(ROLE, role("failed")), {
      details: `ServiceFailure: the creation of ${ROLE} was made to fail`,
    });
    assert.deepEqual(names(), []);

    await assert.rejects(client.create(ROLE, role("partial")), (error: grpc.ServiceError) => {
      const { id, state, reasons } = partialOf(error);
      assert.deepEqual([id, state["arn"]], ["partial", "arn:aws:iam::123456789012:role/partial"]);
      assert.deepEqual(reasons, [`${ROLE} was made, its set-up failed`]);
      return true;
    });
    await assert.rejects(client.create(ROLE, role("lost")), {
      details: `RequestTimeout: the answer to the creation of ${ROLE} got lost`,
    });
    assert.equal((await client.create(ROLE, role("fine"))).id, "fine");
    assert.deepEqual(names(), ["partial", "lost", "fine"]);

    const before = Date.now();
    assert.equal((await client.read(ROLE, "fine")).id, "fine");
    assert.ok(Date.now() - before >= 300);
    await client.update(ROLE, "fine", { before: role("fine"), after: { ...role("fine"), description: "d" } });
    await assert.rejects(client.delete(ROLE, "lost"), {
      details: `RequestTimeout: the answer to the deletion of ${ROLE} got lost`,
    });
    assert.deepEqual(names(), ["partial", "fine"]);
    await assert.rejects(client.invoke("aws:index/getRegion:getRegion"), {
      details: "ServiceFailure: aws:index/getRegion:getRegion was made to fail",
    });
    assert.equal((await client.invoke("aws:index/getPartition:getPartition"))["id"], "aws");

    await assert.rejects(client.create(ROLE, role("never")), { code: grpc.status.UNAVAILABLE });
    assert.equal(await exitOf(process), 70);
    assert.deepEqual(names(), ["partial", "fine"]);
  });

  it("answers late, or dies instead of answering, and what it had made stays", async () => {
    const path = join(temporaryFolder(), "aws.jsonl");
    const faults = [
      { on: "create", nth: 1, then: "late", delayMs: 300 },
      { on: "create", nth: 2, then: "vanish" },
    ];
    const env = { MULTISTAGE_LOCAL_STORE: path, MULTISTAGE_LOCAL_FAULTS: JSON.stringify(faults) };
    const { client, process } = await start({ env });
    const before = Date.now();
    assert.equal((await client.create(ROLE, role("late"))).id, "late");
    assert.ok(Date.now() - before >= 300);
    await assert.rejects(client.create(ROLE, role("unanswered")), { code: grpc.status.UNAVAILABLE });
    assert.equal(await exitOf(process), 70);
    assert.deepEqual(
      new Store(path).list().map(({ key }) => key),
      ["late", "unanswered"],
    );
  });
});

/** Whether this machine lets a process have mounts of its own. */
function canMount(): boolean {
  return spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;
}

/** Where a process listens, as the kernel writes it: address and port in hexadecimal digits. */
function listening(pid: number): string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
    return /^socket:\[(\d+)\]$/.exec(target)?.[1];
  });
  return ["tcp", "tcp6"].flatMap((protocol) =>
    readFileSync(`/proc/${pid}/net/${protocol}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === "0A" && sockets.includes(inode))
      .map(([, address = ""]) => address),
  );
}
