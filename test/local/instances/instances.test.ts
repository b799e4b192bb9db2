import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Instances } from "../../../local/instances/instances";
import { usableUnshare } from "../../../local/instances/private-root";
import { motoPython } from "../../../local/moto/install";
import { Refusal } from "../../../refusal/refusal";
import { ROOT } from "../../helpers/command-line";
import { MOTO_CLIENT, withMoto } from "../../helpers/moto";
import { becomes, processesWith } from "../../helpers/processes";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { Fleet, PORT } from "./fleet";
import { listeningOutside } from "./listening";

function mountsBelow(folder: string): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => line.includes(folder));
}

describe("an instance on this machine", () => {
  const moto = withMoto();
  let fleet: Fleet;
  beforeEach(() => {
    fleet = new Fleet(moto);
  });
  afterEach(() => fleet.instances?.close());

  it("installs the pinned revision of its colour, and its app answers at an address of its own", async () => {
    await fleet.release("r-1");
    await fleet.makeInstalling(2);
    const instances = await fleet.play();
    await fleet.until("booted", 2);
    const list = instances.list();
    assert.equal(new Set(list.map(({ address }) => address)).size, 2);
    for (const { instanceId, address, group } of list) {
      assert.match(address, /^127\.\d+\.\d+\.\d+$/);
      assert.equal(group, "shop-dev-blue");
      assert.deepEqual(instances.addressOf(instanceId, PORT), { host: address, port: PORT });
      assert.equal(await fleet.answer(instanceId, "/version"), "r-1\n");
      assert.match(instances.output(instanceId) ?? "", /install-revision: release r-1 is installed\n$/);
    }
    assert.equal(existsSync("/srv/storefront"), false);
    assert.equal(existsSync("/opt/multistage"), false);
    assert.deepEqual(mountsBelow(fleet.folder), []);
  });

  it("has all ports of all addresses to itself: what listens on 0.0.0.0 in two of them answers in both", async () => {
    const before = listeningOutside(80, 8080, 60_080);
    const script =
      `#!/bin/sh\ncd /srv\nmkdir four six\necho "four $INSTANCE_ID" > four/index.html\necho "six $INSTANCE_ID" > six/index.html\n` +
      "python3 -m http.server 8080 --bind 0.0.0.0 -d four >/dev/null 2>&1 &\n" +
      "python3 -m http.server 80 --bind :: -d six >/dev/null 2>&1 &\n";
    await fleet.make(script, 2);
    const instances = await fleet.play();
    await fleet.until("booted", 2);
    for (const { instanceId } of instances.list()) {
      assert.equal(await fleet.answer(instanceId, "/", 8080), `four ${instanceId}\n`);
      assert.equal(await fleet.answer(instanceId, "/", 80), `six ${instanceId}\n`);
    }
    assert.deepEqual(listeningOutside(80, 8080, 60_080), before);
  });

  it("has only what it is given of this machine: the emulator, and a proxy to other machines", async () => {
    const other = createServer((_, response) => response.end("no business of an instance")).listen(
      0,
      "127.0.0.1",
    );
    await once(other, "listening");
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
    const ask = "curl -s -o /dev/null -w '%{http_code}\\n'";
    const script =
      `#!/bin/sh\n${ask} $AWS_ENDPOINT_URL/moto-api/\n${ask} ${url}\n${ask} --noproxy '' ${url}\n` +
      `${ask} http://169.254.169.254/\n${ask} -p -x $http_proxy --noproxy '' ${url} || echo $?\nprintf end\n`;
    await fleet.make(script, 1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("booted");
    await becomes(() => instances.output(instanceId)?.endsWith("end") === true, "the end of what it prints");
    other.close();
    assert.equal(instances.output(instanceId), "200\n000\n403\n403\n000\n56\nend");
  });

  it("starts nothing before the first release", async () => {
    await fleet.record({ releaseId: "none" });
    await fleet.makeInstalling(1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("booted");
    assert.match(instances.output(instanceId) ?? "", /names no release yet: nothing to start/);
    await assert.rejects(fleet.get(instanceId, "/"));
  });

  it("does not run what has another digest than the one that was released", async () => {
    await fleet.release("r-1", { sha256: "0".repeat(64) });
    await fleet.makeInstalling(1);
    const instances = await fleet.play();
    const { instanceId, reason } = await fleet.until("failed");
    assert.equal(reason, "its user data has ended with 1");
    assert.match(
      instances.output(instanceId) ?? "",
      /sha256: must be 0{64}, got [0-9a-f]{64}; release the artifact again/,
    );
  });

  it("ends with all its processes and its disk when its group is made smaller, or it is terminated", async () => {
    const mark = `mark-${process.pid}-${Date.now()}`;
    await fleet.make(
      `#!/bin/sh\nfor i in 1 2; do setsid nohup sh -c 'sleep 1000; : ${mark}' >/dev/null 2>&1 & done\n`,
      2,
    );
    const instances = await fleet.play();
    await fleet.until("booted", 2);
    // Some of them are on their way to be others.
    const left = (): number => processesWith(`sleep 1000; : ${mark}`).length;
    await becomes(() => left() === 4, "four processes");
    await fleet.resize(1);
    const { reason, instanceId } = await fleet.until("ended");
    assert.equal(reason, "it was terminated");
    assert.equal(instances.addressOf(instanceId, PORT), undefined);
    assert.equal(left(), 2);
    const [other] = instances.list();
    await fleet.terminate(other!.instanceId);
    // What the group lacks then, it launches.
    await fleet.until("ended", 2);
    await fleet.resize(0);
    assert.deepEqual(processesWith(mark), []);
    assert.deepEqual(readdirSync(fleet.folder), ["stand-ins"]);
  });

  it("sees and changes nothing of this machine but its programs", async () => {
    const script =
      `#!/bin/sh\nexec 2>&1\nls /home /root ${ROOT} /srv\ntouch /usr/here /etc/here\necho own > /srv/here\n` +
      "kill -0 1 && ps -e --no-headers | wc -l\nid -u\nhostname -I\nhostname\nenv | cut -d= -f1 | sort | tr '\\n' ' '\n";
    await fleet.make(script, 1);
    const instances = await fleet.play();
    const { instanceId } = await fleet.until("booted");
    await becomes(() => instances.output(instanceId)?.endsWith(" ") === true, "the end of what it prints");
    const output = instances.output(instanceId) ?? "";
    assert.ok(output.includes(`cannot access '${ROOT}'`), output);
    assert.match(output, /cannot touch '\/usr\/here': Read-only file system/);
    assert.match(output, /cannot touch '\/etc\/here': Read-only file system/);
    assert.ok(output.includes(`\n0\n${instances.list()[0]!.address} \n${instanceId}\n`));
    const names =
      "AWS_ENDPOINT_URL HOME INSTANCE_ADDRESS INSTANCE_ID LANG OLDPWD PATH PWD PYTHONPATH http_proxy https_proxy no_proxy ";
    assert.ok(output.endsWith(`\n${names}`), output);
    assert.equal(existsSync("/srv/here"), false);
  });

  it("is refused without unshare, or where it may not make a root or a network, and says what to do", async () => {
    const python = await motoPython({ env: process.env, report: () => undefined });
    const none = { PATH: temporaryFolder() };
    await assert.rejects(usableUnshare(none, python), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        "unshare: must be a program on PATH (Linux), got no such program; install util-linux; elsewhere than on Linux instances cannot be played",
      );
      return true;
    });
    const bin = temporaryFolder();
    const write = `printf '#!/bin/sh\\necho "unshare: unshare failed: Operation not permitted" >&2; exit 1\\n' > ${bin}/unshare; chmod +x ${bin}/unshare`;
    spawnSync("sh", ["-c", write]);
    await assert.rejects(
      usableUnshare({ PATH: bin }, python),
      /unshare: must be able to make a private root, got exit 1 \(unshare: unshare failed: Operation not permitted\); allow user namespaces/,
    );
    // The kernel's own refusal, below a user namespace that may have no network of its own.
    const limited =
      '#!/bin/sh\nexec /usr/bin/unshare -r sh -c \'echo 0 > /proc/sys/user/max_net_namespaces; exec /usr/bin/unshare "$@"\' sh "$@"\n';
    writeFileSync(join(bin, "unshare"), limited);
    await assert.rejects(
      usableUnshare({ PATH: bin }, python),
      /unshare: must be able to make a network of its own, got exit 1 \(private-network: no network namespace: No space left on device\); allow network namespaces \(sysctl user\.max_net_namespaces\)/,
    );
  });

  it("says once that the emulator has gone, and what runs runs on", async () => {
    await fleet.make("#!/bin/sh\nsleep 1000 &\n", 1);
    const instances = await fleet.play();
    await fleet.until("booted");
    process.kill(moto.pid, "SIGSTOP");
    try {
      await instances.look();
      assert.equal(instances.list().length, 1);
    } finally {
      process.kill(moto.pid, "SIGCONT");
    }
    assert.equal(fleet.lines.length, 1);
    assert.match(fleet.lines[0]!, /^the emulator does not tell its instances/);
  });

  it("leaves no process and no mount when its owner is killed, and starts again", async () => {
    await fleet.make("#!/bin/sh\nsetsid sleep 1000 &\n", 2);
    const python = await motoPython({ env: process.env, report: () => undefined });
    const given = { endpoint: moto.endpoint, region: MOTO_CLIENT.region, folder: fleet.folder, python };
    const script = `
      require("ts-node/register/transpile-only");
      const { Instances } = require(${JSON.stringify(join(__dirname, "../../../local/instances/instances"))});
      let booted = 0;
      const onEvent = ({ kind }) => { if (kind === "booted" && ++booted === 2) console.log("ready"); };
      Instances.start({ ...${JSON.stringify(given)}, env: process.env, report: console.error, onEvent });
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    await once(createInterface({ input: owner.stdout }), "line", { signal: AbortSignal.timeout(30_000) });
    const ids = readdirSync(fleet.folder).filter((name) => name.startsWith("i-"));
    assert.equal(ids.length, 2);
    assert.ok(processesWith(`INSTANCE_ID=${ids[0]!}`).length >= 2);
    owner.kill("SIGKILL");
    await becomes(() => ids.every((id) => processesWith(id).length === 0), "the instances to end");
    assert.deepEqual(mountsBelow(fleet.folder), []);
    const instances = await fleet.play();
    await fleet.until("booted", 2);
    assert.equal(instances.list().length, 2);
    await instances.close();
    assert.equal(existsSync(fleet.folder), false);
  });
});

it("is of no use with a Python without PyYAML, and says so", async () => {
  const python = "/usr/bin/false";
  const given = { endpoint: "http://127.0.0.1:9", region: "ap-northeast-2", folder: temporaryFolder() };
  await assert.rejects(
    Instances.start({ ...given, python, env: process.env, report: () => undefined }),
    /python: must be one with PyYAML, got \/usr\/bin\/false; give the emulator's/,
  );
});
