// Measures what we promise about speed, each figure beside its own yardstick in the same run: medians of several runs.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import process from "node:process";
import * as grpc from "@grpc/grpc-js";

const require = createRequire(import.meta.url);
const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb");
const resource = require("@pulumi/pulumi/proto/resource_pb");
const engine = require("@pulumi/pulumi/proto/engine_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

const RUNS = 7;
/** A run that takes longer has hung. */
const DEADLINE_MS = 60_000;

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function measure(title, once) {
  await once(); // warm: files in memory
  const times = [];
  for (let run = 0; run < RUNS; run++) times.push(await once());
  const spread = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
  console.log(`${title}: ${median(times).toFixed(0)} ms (${spread}, ${RUNS} runs)`);
  return median(times);
}

function processTime(args) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore", timeout: DEADLINE_MS });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return performance.now() - started;
}

/** From the start of the program's process until it asks for its first resource besides the stack itself. */
async function firstResource() {
  let asked;
  const first = new Promise((settle) => (asked = settle));
  const server = new grpc.Server();
  const answers = (service, handlers) => {
    const unknown = (_, callback) => callback({ code: grpc.status.UNIMPLEMENTED }, null);
    const all = Object.keys(service).map((name) => [name, handlers[name] ?? unknown]);
    server.addService(service, Object.fromEntries(all));
  };
  answers(ResourceMonitorService, {
    supportsFeature: (_, callback) => callback(null, new resource.SupportsFeatureResponse()),
    registerResource: ({ request }, callback) => {
      if (request.getType() !== "pulumi:pulumi:Stack") asked(performance.now());
      const response = new resource.RegisterResourceResponse();
      response.setUrn(`urn:pulumi:dev::multistage::${request.getType()}::${request.getName()}`);
      callback(null, response);
    },
    registerResourceOutputs: (_, callback) => callback(null, new Empty()),
  });
  answers(EngineService, {
    log: (_, callback) => callback(null, new Empty()),
    getRootResource: (_, callback) => callback(null, new engine.GetRootResourceResponse()),
    setRootResource: (_, callback) => callback(null, new engine.SetRootResourceResponse()),
  });
  const port = await new Promise((settle, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : settle(bound),
    );
  });
  const address = `127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      require.resolve("@pulumi/pulumi/cmd/run"),
      ...["--monitor", address, "--engine", address, "--project", "multistage", "--stack", "dev"],
      ...["--organization", "organization", "--root-directory", process.cwd(), "--parallel", "16"],
      ...["--pwd", resolve("stacks"), "--dry-run", "main.js"],
    ],
    { stdio: "ignore", env: { ...process.env, ...programEnvironment() } },
  );
  const ended = new Promise((_, reject) =>
    child.once("exit", (code) => reject(new Error(`the program ended: ${code}`))),
  );
  const late = new Promise((_, reject) =>
    setTimeout(() => reject(new Error("no resource in time")), DEADLINE_MS).unref(),
  );
  try {
    return (await Promise.race([first, ended, late])) - started;
  } finally {
    ended.catch(() => undefined);
    child.kill("SIGKILL");
    server.forceShutdown();
  }
}

function programEnvironment() {
  const artifact = resolve(".multistage", "bench", "app.zip");
  mkdirSync(resolve(artifact, ".."), { recursive: true });
  writeFileSync(artifact, "not opened before the first resource");
  const service = { name: "guestbook", kind: "serverless", artifact, runtime: "python3.13" };
  const config = {
    "aws:region": "ap-northeast-2",
    "multistage:owner": "bench",
    "multistage:costCenter": "0",
    "multistage:network": JSON.stringify({ create: { cidrBlock: "10.10.0.0/16" } }),
    "multistage:services": JSON.stringify([service]),
  };
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: "[]",
    PULUMI_NODEJS_TYPESCRIPT: "false",
  };
}

const yardstick = 'require("@pulumi/pulumi"); require("@pulumi/aws")';
const loading = await measure("node requiring @pulumi/pulumi and @pulumi/aws", () =>
  processTime(["-e", yardstick]),
);
const first = await measure("program start until the first resource", firstResource);
console.log(`  ratio ${(first / loading).toFixed(2)} (promised: at most 1.6)`);
await measure("multistage --help", () => processTime(["dist/cli/main.js", "--help"]));
