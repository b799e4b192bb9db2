import assert from "node:assert/strict";
import { parsed, refusals, service, serviceRefusals } from "./config-of";

const TOP_KEYS =
  "project, stage, owner, costCenter, tags, costAllocationTags, after, shared, network, protection, loadBalancer, priorities, releases, budget, services, secrets, access";
const SERVICE_KEYS =
  "name, kind, source, artifact, runtime, startCommand, port, healthPath, architecture, memoryMiB, " +
  "timeoutSeconds, logRetentionDays, environment, secrets, inVpc";
const RUNTIMES = "python3.12, python3.13, python3.14, nodejs22.x, nodejs24.x";
const WORD_RULE = "1 to 32 lower-case letters and digits, a letter first";
const SERVICE_RULE = "1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last";
const LABEL_RULE = "1 to 256 letters, digits, spaces and _ . : / = + - @";

describe("the configuration of a stack is refused", () => {
  it("for everything that is wrong at once, each with its path", () => {
    const changes = {
      ownr: "web",
      owner: undefined,
      costCenter: "R&D",
      stage: "Dev",
      network: {
        create: { cidrBlock: "10.10.0.0/16", takenCidrBlocks: ["10.0.0.0/8"], natGateways: "none" },
      },
      services: [
        {
          ...service,
          runtme: "x",
          runtime: "python3.8",
          memoryMiB: "512",
          artifact: "missing/guestbook.zip",
        },
        { ...service, inVpc: "yes", secrets: ["SECRET_KEY"], environment: { SECRET_KEY: "hush" } },
      ],
      secrets: { shop: { KEY: "hush" } },
    };
    assert.deepEqual(refusals(changes), [
      `stage: must be ${WORD_RULE}, got "Dev"; change it`,
      "owner: must be a text, got nothing; set it: pulumi config set --path 'multistage:owner'",
      `costCenter: must be ${LABEL_RULE}, got "R&D"; change it`,
      'network.create.natGateways: must be one of None, Single, OnePerAz, got "none"; change it',
      `services[0].runtime: must be one of ${RUNTIMES}, got "python3.8"; change it`,
      'services[0].memoryMiB: must be a number, got "512"; change it',
      `services[0].runtme: must be one of ${SERVICE_KEYS}, got "runtme"; did you mean runtime?`,
      'services[1].inVpc: must be true or false, got "yes"; change it',
      `ownr: must be one of ${TOP_KEYS}, got "ownr"; did you mean owner?`,
      "network.create.cidrBlock: must be a range that does not overlap 10.0.0.0/8 " +
        '(network.create.takenCidrBlocks[0]), got "10.10.0.0/16"; choose a free range; it cannot be changed later',
      'services[0].artifact: must be a file that exists, got "missing/guestbook.zip"; ' +
        "package the app first: npx multistage package --stack <stack>",
      'services[1].name: must be a name no other service has (services[0] has it), got "guestbook"; ' +
        "rename one of them",
      "secrets.guestbook.SECRET_KEY: must be given, as services[1].secrets names it, got nothing; " +
        "run: pulumi config set --secret --path 'multistage:secrets.guestbook.SECRET_KEY'",
      "services[1].environment.SECRET_KEY: must be left out where the variable is a secret, " +
        "got a value in plain text; remove it",
      'secrets.shop: must be the name of a service (guestbook, guestbook), got "shop"; remove it or rename it',
    ]);
  });

  it("for cost-allocation tags that are said to be anything but active", () => {
    for (const word of ["yes", "Active", "true"]) {
      assert.deepEqual(refusals({ costAllocationTags: word }), [
        `costAllocationTags: must be active, got "${word}"; change it`,
      ]);
    }
    assert.equal(parsed({ costAllocationTags: "active" }).costAllocationTags, "active");
  });

  it("for every key that is missing", () => {
    const missing = { owner: undefined, costCenter: undefined, network: undefined, services: undefined };
    assert.deepEqual(refusals(missing), [
      "owner: must be a text, got nothing; set it: pulumi config set --path 'multistage:owner'",
      "costCenter: must be a text, got nothing; set it: pulumi config set --path 'multistage:costCenter'",
      "services: must be a list, got nothing; set it: pulumi config set --path 'multistage:services'",
      "network: must be given, or else shared, got nothing; " +
        "set it: pulumi config set --path 'multistage:network.create.cidrBlock' 10.10.0.0/16",
    ]);
    const kind = "services[0].kind";
    assert.deepEqual(refusals({ services: [{}] }), [
      `${kind}: must be one of serverless, blueGreen, got nothing; set it: pulumi config set --path 'multistage:${kind}'`,
    ]);
    assert.deepEqual(refusals({ services: [{ kind: "serverless" }] }), [
      "services[0].name: must be a text, got nothing; set it: pulumi config set --path 'multistage:services[0].name'",
      "services[0].artifact: must be a text, got nothing; " +
        "set it: pulumi config set --path 'multistage:services[0].artifact'",
      `services[0].runtime: must be one of ${RUNTIMES}, got nothing; ` +
        "set it: pulumi config set --path 'multistage:services[0].runtime'",
    ]);
  });

  it("for a key it does not know, with the nearest it does know where one is near", () => {
    assert.deepEqual(refusals({ costcentre: "1000", zzz: "x" }), [
      `costcentre: must be one of ${TOP_KEYS}, got "costcentre"; did you mean costCenter?`,
      `zzz: must be one of ${TOP_KEYS}, got "zzz"; remove it`,
    ]);
    assert.deepEqual(serviceRefusals({ memoryMB: 512 }), [
      `services[0].memoryMB: must be one of ${SERVICE_KEYS}, got "memoryMB"; did you mean memoryMiB?`,
    ]);
    assert.deepEqual(refusals({ network: { create: { cidrBlock: "10.10.0.0/16", zones: 2 } } }), [
      "network.create.zones: must be one of cidrBlock, takenCidrBlocks, availabilityZones, natGateways, " +
        "gatewayEndpoints, interfaceEndpoints, flowLogs, " +
        'got "zones"; remove it',
    ]);
  });

  it("for a key that every object has in JavaScript, and takes it for no value", () => {
    assert.deepEqual(serviceRefusals({ constructor: "x" }), [
      `services[0].constructor: must be one of ${SERVICE_KEYS}, got "constructor"; remove it`,
    ]);
    const proto =
      '[{"__proto__":{"runtime":"python3.13"},"name":"a","kind":"serverless","artifact":"a.zip"}]';
    assert.deepEqual(refusals({ services: proto }), [
      `services[0].runtime: must be one of ${RUNTIMES}, got nothing; ` +
        "set it: pulumi config set --path 'multistage:services[0].runtime'",
      `services[0].__proto__: must be one of ${SERVICE_KEYS}, got "__proto__"; remove it`,
    ]);
  });

  const mistyped: readonly (readonly [key: string, value: unknown, line: string])[] = [
    ["name", 5, "name: must be a text, got 5; change it"],
    ["name", "Guest_book", `name: must be ${SERVICE_RULE}, got "Guest_book"; change it`],
    ["kind", "container", 'kind: must be one of serverless, blueGreen, got "container"; change it'],
    ["source", 3, "source: must be a text, got 3; change it"],
    ["runtime", "python3.8", `runtime: must be one of ${RUNTIMES}, got "python3.8"; change it`],
    ["architecture", "arm", 'architecture: must be one of arm64, x86_64, got "arm"; change it'],
    ["port", "8080", 'port: must be a number, got "8080"; change it'],
    ["port", 3000, "port: must be a whole number from 1024 to 65535, not 3000 or 9001, got 3000; use 8080"],
    ["memoryMiB", 127, "memoryMiB: must be a whole number from 128 to 10240, got 127; use 512"],
    ["environment", ["A"], 'environment: must be an object, got ["A"]; change it'],
    ["inVpc", "yes", 'inVpc: must be true or false, got "yes"; change it'],
  ];
  for (const [key, value, line] of mistyped) {
    it(`for the ${key} ${JSON.stringify(value)} of a service`, () => {
      assert.deepEqual(serviceRefusals({ [key]: value }), [`services[0].${line}`]);
    });
  }

  it("for a variable that is no text, by its name", () => {
    assert.deepEqual(serviceRefusals({ environment: { DEBUG: true } }), [
      "services[0].environment.DEBUG: must be a text, got true; change it",
    ]);
  });

  it("for an entry of the wrong type in a list, and the others keep their numbers", () => {
    assert.deepEqual(refusals({ services: [null, "guestbook", { ...service, port: 80 }] }), [
      "services[0]: must be an object, got null; change it",
      'services[1]: must be an object, got "guestbook"; change it',
      "services[2].port: must be a whole number from 1024 to 65535, not 3000 or 9001, got 80; use 8080",
    ]);
  });

  it("for broken JSON, together with what else is wrong", () => {
    assert.deepEqual(refusals({ services: "[{name: guestbook}]", owner: "" }), [
      'services: must be valid JSON or YAML, got "[{name: guestbook}]"; mend its syntax',
      `owner: must be ${LABEL_RULE}, got ""; change it`,
    ]);
  });

  it("for two services with one name, naming the first", () => {
    const other = { ...service, name: "shop" };
    assert.deepEqual(refusals({ services: [service, other, service, other] }), [
      'services[2].name: must be a name no other service has (services[0] has it), got "guestbook"; rename one of them',
      'services[3].name: must be a name no other service has (services[1] has it), got "shop"; rename one of them',
    ]);
  });

  it("for an artifact that does not exist, with the command that makes it", () => {
    assert.deepEqual(serviceRefusals({ artifact: "missing/a.zip" }), [
      'services[0].artifact: must be a file that exists, got "missing/a.zip"; ' +
        "package the app first: npx multistage package --stack <stack>",
    ]);
  });

  for (const project of ["internal", "sg", "ssmtools"]) {
    it(`for a project that AWS keeps for itself: ${project}`, () => {
      assert.deepEqual(refusals({ project }), [
        "project: must be another word than internal, sg, sthree, amzn and what begins with aws or ssm: AWS keeps them for itself, " +
          `got "${project}"; choose another`,
      ]);
    });
  }

  it("for a list of secrets that has values instead of names, without them", () => {
    const [line = "", ...others] = serviceRefusals({ secrets: ["KEY=hunter2"] });
    assert.equal(line, "services[0].secrets[0]: must be the name of a variable, got a text; change it");
    assert.deepEqual(others, []);
  });

  it("for a stack and a project that would give no names", () => {
    const around = { stack: "PR_12", project: "My.Project", stages: () => ({}), fileExists: () => true };
    assert.deepEqual(refusals({}, around), [
      `project: must be ${WORD_RULE}, got "My.Project"; choose another: pulumi config set multistage:project <name>`,
      `stage: must be ${WORD_RULE}, got "PR_12"; choose another: pulumi config set multistage:stage <name>`,
    ]);
  });
});
