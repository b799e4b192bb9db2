// Measures the policy pack beside AWSGuard (@pulumi/awsguard of npm) and an empty pack of Pulumi's SDK, on the same
// resources: how long it takes to start, to judge a resource with all its rules, and how much memory it has had.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import process from "node:process";

const require = createRequire(import.meta.url);
const { startPack } = require("../dist/policy/testing/pack.js");

const RUNS = 7;
const RESOURCES = 1000;
const YARDSTICKS = { "@pulumi/awsguard": "0.3.1", "@pulumi/policy": "1.21.0" };

const tags = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const arn = (service, rest) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const document = {
  Version: "2012-10-17",
  Statement: ["GetItem", "PutItem", "Query", "UpdateItem"].map((action) => ({
    Sid: action,
    Effect: "Allow",
    Action: [`dynamodb:${action}`],
    Resource: [arn("dynamodb", "table/shop-dev-orders")],
  })),
};
/** What a service has, as the provider hands it on. */
const KINDS = [
  ["aws:iam/rolePolicy:RolePolicy", { role: "shop-dev-web", policy: JSON.stringify(document) }],
  [
    "aws:iam/role:Role",
    { name: "shop-dev-web", assumeRolePolicy: JSON.stringify(document), tags, tagsAll: tags },
  ],
  [
    "aws:lambda/function:Function",
    {
      name: "shop-dev-web",
      role: arn("iam", "role/shop-dev-web"),
      runtime: "nodejs22.x",
      handler: "index.handler",
      memorySize: 512,
      environment: { variables: { STAGE: "dev", TABLE: "orders" } },
      tags,
      tagsAll: tags,
    },
  ],
  ["aws:s3/bucket:Bucket", { bucket: "shop-dev-pages", acl: "private", tags, tagsAll: tags }],
  [
    "aws:ec2/securityGroup:SecurityGroup",
    {
      name: "shop-dev-web",
      vpcId: "vpc-12345678",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      tags,
      tagsAll: tags,
    },
  ],
  [
    "aws:ec2/launchTemplate:LaunchTemplate",
    {
      name: "shop-dev-web",
      imageId: "ami-12345678",
      instanceType: "t4g.small",
      metadataOptions: { httpTokens: "required" },
      tags,
      tagsAll: tags,
    },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { name: "shop-dev-web", port: 8080, protocol: "HTTP", vpcId: "vpc-12345678", tags, tagsAll: tags },
  ],
  ["aws:cloudwatch/logGroup:LogGroup", { name: "/shop/dev/web", retentionInDays: 30, tags, tagsAll: tags }],
  [
    "aws:dynamodb/table:Table",
    {
      name: "shop-dev-orders",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      tags,
      tagsAll: tags,
    },
  ],
  [
    "aws:route53/record:Record",
    { zoneId: "Z1", name: "web.dev.shop.internal", type: "A", ttl: 60, records: ["10.0.0.4"] },
  ],
];
const resources = Array.from({ length: RESOURCES }, (_, index) => {
  const [type, inputs] = KINDS[index % KINDS.length];
  return { type, name: `it-${index}`, inputs };
});

/** What we are measured by, installed beside the project's other local things, and never loaded by it. */
function yardsticks() {
  const folder = resolve(".multistage", "bench-policy");
  mkdirSync(folder, { recursive: true });
  const missing = Object.entries(YARDSTICKS).filter(([name, version]) => {
    const manifest = join(folder, "node_modules", name, "package.json");
    return (
      !existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).version.replace("v", "") !== version
    );
  });
  if (missing.length > 0) {
    const wanted = Object.entries(YARDSTICKS).map(([name, version]) => `${name}@${version}`);
    const install = [
      "install",
      "--prefix",
      folder,
      "--no-save",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      ...wanted,
    ];
    if (spawnSync("npm", install, { stdio: "inherit" }).status !== 0)
      throw new Error("npm could not install AWSGuard");
  }
  return {
    awsguard: pack(
      folder,
      "awsguard",
      'const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard({ all: "mandatory" });\n',
    ),
    empty: pack(
      folder,
      "empty",
      'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
    ),
  };
}

function pack(folder, name, program) {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(path, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
  writeFileSync(join(path, "index.js"), program);
  return path;
}

/** In MiB, the most it has had. */
function memory(pid) {
  const [, kibibytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / 1024;
}

async function once(path) {
  const started = performance.now();
  const running = await startPack(path);
  const start = performance.now() - started;
  try {
    const before = performance.now();
    let findings = 0;
    for (const resource of resources) findings += (await running.analyze(resource)).length;
    const each = (performance.now() - before) / RESOURCES;
    return {
      start,
      each,
      memory: memory(running.pid),
      findings,
      rules: (await running.info()).policiesList.length,
    };
  } finally {
    await running.close();
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const { awsguard, empty } = yardsticks();
const packs = {
  "multistage, one file": resolve("dist/policy/multistage-policy"),
  "multistage, folder": resolve("dist/policy"),
  AWSGuard: awsguard,
  "an empty pack of Pulumi's SDK": empty,
};
const results = Object.fromEntries(Object.keys(packs).map((name) => [name, []]));
for (let run = 0; run <= RUNS; run++)
  // in turn, so that a machine that slows down slows all of them; the first warms up
  for (const [name, path] of Object.entries(packs)) {
    const result = await once(path);
    if (run > 0) results[name].push(result);
  }
console.log(
  `the policy pack, medians of ${RUNS} runs, ${RESOURCES} resources one after the other, wire included`,
);
for (const [name, runs] of Object.entries(results)) {
  const figure = (key, digits) => {
    const values = runs.map((run) => run[key]);
    return `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;
  };
  const [{ rules, findings }] = runs;
  console.log(
    `${name}: ${rules} rules, start ${figure("start", 0)} ms, a resource ${figure("each", 2)} ms, memory ${figure("memory", 0)} MiB, ${findings} findings`,
  );
}
process.exit(0);
