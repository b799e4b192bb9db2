// Measures what we promise about speed, each figure beside its own yardstick in the same run: medians of several runs.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import process from "node:process";

const require = createRequire(import.meta.url);
const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb");
const resource = require("@pulumi/pulumi/proto/resource_pb");
const engine = require("@pulumi/pulumi/proto/engine_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { serveLocally } = require("../dist/wire/serve-locally.js");

const RUNS = 9;
/** A run that takes longer has hung. */
const DEADLINE_MS = 60_000;

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Runs the measurements in turn, so that a machine that slows down slows all of them; gives each one's times. */
async function measure(measurements) {
  const times = measurements.map(() => []);
  for (let run = 0; run <= RUNS; run++) {
    for (const [index, { once }] of measurements.entries()) {
      const time = await once();
      if (run > 0) times[index].push(time); // the first round warms up: files in memory
    }
  }
  for (const [index, { title }] of measurements.entries()) {
    const spread = `${Math.min(...times[index]).toFixed(0)}–${Math.max(...times[index]).toFixed(0)}`;
    console.log(`${title}: ${median(times[index]).toFixed(0)} ms (${spread}, ${RUNS} runs)`);
  }
  return times;
}

function processTime(args) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore", timeout: DEADLINE_MS });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return performance.now() - started;
}

/** From the start of a program's process until it asks for its first resource besides the stack itself. */
async function firstResource(folder, program) {
  let asked;
  const first = new Promise((settle) => (asked = settle));
  const monitor = await serveLocally(ResourceMonitorService, {
    supportsFeature: (_, callback) => callback(null, new resource.SupportsFeatureResponse()),
    registerResource: ({ request }, callback) => {
      if (request.getType() !== "pulumi:pulumi:Stack") asked(performance.now());
      const response = new resource.RegisterResourceResponse();
      response.setUrn(`urn:pulumi:dev::multistage::${request.getType()}::${request.getName()}`);
      callback(null, response);
    },
    registerResourceOutputs: (_, callback) => callback(null, new Empty()),
  });
  const host = await serveLocally(EngineService, {
    log: (_, callback) => callback(null, new Empty()),
    getRootResource: (_, callback) => callback(null, new engine.GetRootResourceResponse()),
    setRootResource: (_, callback) => callback(null, new engine.SetRootResourceResponse()),
  });
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      require.resolve("@pulumi/pulumi/cmd/run"),
      ...["--monitor", `127.0.0.1:${monitor.port}`, "--engine", `127.0.0.1:${host.port}`],
      ...["--project", "multistage", "--stack", "dev"],
      ...["--organization", "organization", "--root-directory", process.cwd(), "--parallel", "16"],
      ...["--pwd", folder, "--dry-run", program],
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
    for (const { server } of [monitor, host]) server.forceShutdown();
  }
}

/** A folder whose index.js is that of a project with this package installed. */
function installed() {
  const folder = resolve(".multistage", "bench");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), 'module.exports = require("multistage/program");\n');
  return folder;
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
const [loading, first] = await measure([
  { title: "node requiring @pulumi/pulumi and @pulumi/aws", once: () => processTime(["-e", yardstick]) },
  {
    title: "program start until the first resource",
    once: () => firstResource(resolve("stacks"), "main.js"),
  },
  {
    title: "the same, of an installed package",
    once: () => firstResource(installed(), "index.js"),
  },
  { title: "multistage --help", once: () => processTime(["dist/cli/main.js", "--help"]) },
]);
const ratios = first.map((time, run) => time / loading[run]);
console.log(`first resource / requiring, run by run: ${median(ratios).toFixed(2)} (promised: at most 1.6)`);
