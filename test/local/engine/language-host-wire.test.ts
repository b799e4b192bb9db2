import assert from "node:assert/strict";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import proto from "@pulumi/pulumi/proto/language_pb";
import { becomes, isRunning, pidsIn } from "../../helpers/processes";
import { folderOf } from "./folder";
import { answer, endHost, info, startHost, streamed, type Host } from "./host-client";
import { compiledHost } from "./project";

const RUNNER_PID = "node_modules/@pulumi/pulumi/cmd/run/pid";

type RunResult = proto.RunResponse.AsObject;

interface Seen {
  argv: string;
  execArgv: string[];
  variables: Record<string, string>;
}

describe("the language host on the wire", () => {
  let file: string;
  let host: Host;
  before(async () => {
    file = compiledHost();
    host = await startHost(file);
  });
  after(async () => {
    await endHost(host);
    rmSync(file, { force: true });
  });

  /** A program's folder with a runner in the SDK's place, because the SDK's own wants an engine first of all. */
  function withRunner(text: string): string {
    return folderOf({ "node_modules/@pulumi/pulumi/cmd/run/index.js": text }, { sdk: false });
  }

  async function run(folder: string, options: Record<string, JavaScriptValue> = {}): Promise<RunResult> {
    const request = new proto.RunRequest();
    request.setInfo(info(folder, options));
    request.setMonitorAddress("127.0.0.1:10");
    request.setProject("shop");
    request.setStack("dev");
    request.setParallel(4);
    request.setDryrun(true);
    request.setArgsList(["more"]);
    request.getConfigMap().set("shop:colour", "blue");
    request.setConfigsecretkeysList(["shop:word"]);
    const response = await answer<proto.RunRequest, proto.RunResponse>(
      host.client.run.bind(host.client),
      request,
    );
    return response.toObject();
  }

  it("says which exit code or signal a program ended with", async () => {
    assert.deepEqual(await run(withRunner("process.exit(3)")), {
      error: "the program ended with exit code 3",
      bail: false,
    });
    assert.deepEqual(await run(withRunner("process.abort()")), {
      error: "the program ended with SIGABRT",
      bail: false,
    });
  });

  it("adds nothing where the runner has told the engine already", async () => {
    assert.deepEqual(await run(withRunner("process.exit(32)")), { error: "", bail: true });
  });

  it("refuses to attach a debugger", async () => {
    const request = new proto.RunRequest();
    request.setAttachDebugger(true);
    const response = await answer<proto.RunRequest, proto.RunResponse>(
      host.client.run.bind(host.client),
      request,
    );
    assert.equal(
      response.getError(),
      "the program cannot be run: multistage's language host cannot attach a debugger",
    );
  });

  it("gives the runner what the engine says of the run, and Node.js its own arguments", async () => {
    const folder = withRunner(`
      const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, PULUMI_NODEJS_TSCONFIG_PATH } = process.env;
      const variables = { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, PULUMI_NODEJS_TSCONFIG_PATH };
      const { argv, execArgv } = process;
      require("fs").writeFileSync(__dirname + "/seen", JSON.stringify({ argv: argv.slice(2).join(" "), execArgv, variables }));`);
    const seen = async (options: Record<string, JavaScriptValue>): Promise<Seen> => {
      assert.deepEqual(await run(folder, options), { error: "", bail: false });
      return JSON.parse(
        readFileSync(join(folder, "node_modules/@pulumi/pulumi/cmd/run/seen"), "utf8"),
      ) as Seen;
    };
    assert.deepEqual(await seen({ nodeargs: "--no-warnings --title='a b'", tsconfig: "other.json" }), {
      argv:
        "--monitor 127.0.0.1:10 --engine 127.0.0.1:9 --project shop " +
        `--root-directory ${folder} --stack dev --pwd ${folder} --parallel 4 --tracing tcp://nowhere --dry-run . more`,
      execArgv: ["--no-warnings", "--title=a b"],
      variables: {
        PULUMI_CONFIG: '{"shop:colour":"blue"}',
        PULUMI_CONFIG_SECRET_KEYS: '["shop:word"]',
        PULUMI_NODEJS_TYPESCRIPT: "true",
        PULUMI_NODEJS_TSCONFIG_PATH: "other.json",
      },
    });
    const plain = await seen({ typescript: false });
    assert.deepEqual(plain.execArgv, []);
    assert.deepEqual(Object.keys(plain.variables), ["PULUMI_CONFIG", "PULUMI_CONFIG_SECRET_KEYS"]);
  });

  it("says where the SDK is missing", async () => {
    const folder = folderOf({ "index.js": "" }, { sdk: false });
    assert.deepEqual(await run(folder), {
      error:
        "@pulumi/pulumi: must be installed for the program, got nothing that can be resolved from " +
        `${folder}; run npm install there`,
      bail: false,
    });
  });

  it("refuses runtime options that are wrong, all of them at once", async () => {
    const { error } = await run(folderOf({ "index.js": "" }), {
      typescript: 3,
      packagemanager: "maven",
      nodeargs: [],
    });
    assert.equal(
      error,
      "runtime.options.typescript: must be true or false, got 3; mend it in Pulumi.yaml\n" +
        "runtime.options.nodeargs: must be arguments in one text, got []; mend it in Pulumi.yaml\n" +
        'runtime.options.packagemanager: must be one of auto, npm, yarn, pnpm, bun, got "maven"; mend it in Pulumi.yaml',
    );
  });

  /** Leaves its process number where the test finds it. */
  const STAYS = `require("fs").writeFileSync(__dirname + "/pid", process.pid + "\\n"); setInterval(() => 0, 1000);`;

  it("interrupts the program when the engine cancels", async () => {
    const folder = withRunner(STAYS);
    const ended = run(folder);
    const [pid = 0] = await pidsIn(join(folder, RUNNER_PID));
    await answer(host.client.cancel.bind(host.client), new Empty());
    assert.deepEqual(await ended, { error: "the program ended with SIGINT", bail: false });
    assert.ok(!isRunning(pid));
  });

  it("ends with its program when the engine is gone", async () => {
    const folder = withRunner(STAYS);
    const ended = assert.rejects(run(folder));
    const [pid = 0] = await pidsIn(join(folder, RUNNER_PID));
    await endHost(host);
    await ended;
    assert.ok(!isRunning(pid));
    host = await startHost(file);
  });

  function plugin(folder: string, kind: string): proto.RunPluginRequest {
    const request = new proto.RunPluginRequest();
    request.setInfo(info(folder));
    request.setPwd(folder);
    request.setKind(kind);
    request.setEnvList([`PATH=${process.env.PATH ?? ""}`, "ARTICLE=a=b"]);
    request.setArgsList(["127.0.0.1:9"]);
    return request;
  }

  it("runs a component package until the engine lets go of it, with nothing but the environment it is given", async () => {
    const folder = folderOf({
      "package.json": '{ "name": "p", "version": "1.0.0" }',
      "index.js": `console.log(process.env.ARTICLE, process.env.HOME, process.argv.slice(2)); ${STAYS}`,
    });
    const call = host.client.runPlugin(plugin(folder, "resource"));
    let text = "";
    const ended = assert.rejects(
      streamed(call, (so) => (text = so)),
      { code: 1 },
    );
    const [pid = 0] = await pidsIn(join(folder, "pid"));
    await becomes(() => text !== "", "the plugin's output");
    assert.equal(text, "a=b undefined [ '127.0.0.1:9' ]\n");
    call.cancel();
    await ended;
    await becomes(() => !isRunning(pid), "the plugin to end");
  });

  it("runs a policy pack in its own folder, and says how it ended", async () => {
    const script = "console.error(process.cwd(), ...process.argv.slice(2)); process.exit(4);";
    const folder = folderOf(
      { "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js": script },
      { sdk: false },
    );
    let text = "";
    const call = host.client.runPlugin(plugin(folder, "analyzer"));
    await assert.rejects(
      streamed(call, (so) => (text = so)),
      { details: "the plugin ended with exit code 4" },
    );
    assert.equal(text, `${folder} 127.0.0.1:9 ${folder}\n`);
  });

  it("runs a policy pack in JavaScript by itself, without the SDK's runner, which loads a compiler", async () => {
    const script = "console.error(process.cwd(), ...process.argv.slice(2)); process.exit(4);";
    const folder = folderOf({ "index.js": script }, { sdk: false });
    const request = plugin(folder, "analyzer");
    request.setInfo(info(folder, { typescript: false }));
    let text = "";
    await assert.rejects(
      streamed(host.client.runPlugin(request), (so) => (text = so)),
      { details: "the plugin ended with exit code 4" },
    );
    assert.equal(text, `${folder} 127.0.0.1:9\n`);
  });

  it("installs dependencies with the package manager whose lock file is there", async () => {
    const folder = folderOf(
      { "yarn.lock": "", "bin/yarn": '#!/bin/sh\necho "yarn $@ in $PWD"; exit 5\n' },
      { sdk: false },
    );
    const request = new proto.InstallDependenciesRequest();
    request.setInfo(info(folder));
    await endHost(host);
    host = await startHost(file, { PATH: join(folder, "bin") });
    chmodSync(join(folder, "bin", "yarn"), 0o755);
    let text = "";
    await assert.rejects(
      streamed(host.client.installDependencies(request), (so) => (text = so)),
      { details: "yarn install ended with 5" },
    );
    assert.equal(text, `yarn install in ${folder}\n`);
  });
});
