import assert from "node:assert/strict";
import { parsed, refusals, type Written } from "./config-of";

const hosts = ["shop.example.com"];
const storefront = { name: "storefront", kind: "blueGreen", priority: 1, hosts, sizes: { min: 1, max: 2 } };
const network = { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } };
const stage = { network, loadBalancer: { previewCidrBlocks: ["192.0.2.0/24"] }, services: [storefront] };

const refused = (changes: Written): string[] => refusals({ ...stage, ...changes });
const many = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ ...storefront, name: `s${index}`, priority: index + 1 }));

describe("services of kind blueGreen are refused", () => {
  it("for a kind nobody knows", () => {
    assert.deepEqual(refused({ services: [{ ...storefront, kind: "greenBlue" }] }), [
      'services[0].kind: must be one of serverless, blueGreen, got "greenBlue"; change it',
    ]);
  });

  it("for a key of their own that is misspelt, and for one of another kind's", () => {
    const known =
      "name, kind, priority, hosts, paths, preview, port, healthPath, versionPath, instanceType, sizes, windows, night, healthyReads, bakeSeconds, keepSeconds, debugSeconds, migrations, alarms, scaling, slowStartSeconds, drainSeconds, install, approval, confirmation";
    assert.deepEqual(refused({ services: [{ ...storefront, bakeSecond: 1, runtime: "python3.13" }] }), [
      `services[0].bakeSecond: must be one of ${known}, got "bakeSecond"; did you mean bakeSeconds?`,
      `services[0].runtime: must be one of ${known}, got "runtime"; remove it`,
    ]);
  });

  it("for a login in front of their preview, in words", () => {
    const preview = { hosts: ["pre.shop.example.com"], oidc: { clientId: "shop" } };
    assert.deepEqual(refused({ services: [{ ...storefront, preview }] }), [
      "services[0].preview.oidc: must be left out, as releases ask the preview without a login which revision answers, got settings; limit who sees it by previewCidrBlocks, and let the app ask for a login",
    ]);
    const { hosts: previewHosts } = preview;
    const [service] = parsed({
      ...stage,
      services: [{ ...storefront, preview: { hosts: previewHosts, instanceHost: "shop.example.com" } }],
    }).services;
    assert.deepEqual(service?.kind === "blueGreen" && service.preview, {
      hosts: previewHosts,
      instanceHost: "shop.example.com",
    });
  });

  it("without a load balancer, and without a way for their instances to what they run", () => {
    const create = { cidrBlock: "10.10.0.0/16" };
    assert.deepEqual(refused({ loadBalancer: undefined, network: { create } }), [
      "loadBalancer: must be given, as services[0] is of kind blueGreen, got nothing; add it; previewCidrBlocks is all it needs",
      'network.create.natGateways: must be Single or OnePerAz, as the instances of services[0] fetch what they run through it, got "None", and no endpoints for ssm, ssmmessages, ec2messages; use Single, or add those endpoints',
    ]);
  });

  it("without NAT, from where their instances are asked what they run, unless everybody sees the preview", () => {
    const interfaceEndpoints = ["ssm", "ssmmessages", "ec2messages"];
    const create = { cidrBlock: "10.10.0.0/16", interfaceEndpoints };
    const proving =
      "network.create.natGateways: must be Single or OnePerAz, as releases ask instances through the preview what " +
      'they run, and come from there, got "None", and a preview that is not for everybody; use Single, or let ' +
      "everybody see the preview (0.0.0.0/0 in loadBalancer.previewCidrBlocks)";
    for (const previewCidrBlocks of [[], ["192.0.2.0/24", "198.51.100.0/24"]])
      assert.deepEqual(refused({ network: { create }, loadBalancer: { previewCidrBlocks } }), [proving]);
    const said = refused({ network: { create: { cidrBlock: "10.10.0.0/16" } } });
    assert.deepEqual(
      said.map((line) => line.split(",")[0]),
      Array(2).fill("network.create.natGateways: must be Single or OnePerAz"),
    );
    const loadBalancer = { previewCidrBlocks: ["192.0.2.0/24", "0.0.0.0/0"] };
    assert.equal(parsed({ ...stage, network: { create }, loadBalancer }).services.length, 1);
    const listener = (id: string): string =>
      `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/team/0123456789abcdef/${id}`;
    const existing = {
      productListenerArn: listener("0123456789abcdef"),
      previewListenerArn: listener("fedcba9876543210"),
    };
    const team = { network: { create }, loadBalancer: { existing } };
    assert.equal(parsed({ ...stage, ...team }).services.length, 1);
  });

  it("without NAT and without any one of the endpoints their instances need", () => {
    const loadBalancer = { previewCidrBlocks: ["0.0.0.0/0"] };
    const interfaces = ["ssm", "ssmmessages", "ec2messages"];
    const without = (missing: string): object => ({
      cidrBlock: "10.10.0.0/16",
      gatewayEndpoints: ["s3", "dynamodb"].filter((one) => one !== missing),
      interfaceEndpoints: ["kms", ...interfaces].filter((one) => one !== missing),
    });
    for (const missing of ["s3", ...interfaces])
      assert.deepEqual(refused({ loadBalancer, network: { create: without(missing) } }), [
        `network.create.natGateways: must be Single or OnePerAz, as the instances of services[0] fetch what they run through it, got "None", and no endpoints for ${missing}; use Single, or add those endpoints`,
      ]);
    assert.deepEqual(
      parsed({ ...stage, loadBalancer, network: { create: without("dynamodb") } }).services.map(
        ({ name }) => name,
      ),
      ["storefront"],
    );
  });

  it("where no listener priority is left in their stack's block", () => {
    const priorities = { first: 11, last: 12 };
    const services = [11, 12, 13].map((priority) => ({ ...storefront, name: `s${priority}`, priority }));
    assert.deepEqual(refused({ priorities, services }), [
      "services[2].priority: must be a priority of the stack's block, 11 to 12, got 13; none of the block is left: widen priorities",
    ]);
  });

  it("for a priority that another has, with the next that is free", () => {
    const services = [storefront, { ...storefront, name: "other" }];
    assert.deepEqual(refused({ services }), [
      "services[1].priority: must be a priority no other service has (services[0] has it), got 1; the next free one is 2",
    ]);
  });

  for (const [first, last] of [
    [0, 50_001],
    [2, 1],
    [1, 1e12],
  ]) {
    it(`for a block of priorities that is none: ${first} to ${last}`, () => {
      const priorities = { first, last };
      assert.deepEqual(refused({ priorities, services: [{ ...storefront, priority: 60_000 }] }), [
        `priorities: must be whole numbers from 1 to 50000, first not above last, got {"first":${first},"last":${last}}; choose a block no other stack of this load balancer has`,
        "services[0].priority: must be a whole number from 1 to 50000, got 60000; choose one no other service has",
      ]);
    });
  }

  for (const paths of [[], ["/cart", "/*"]]) {
    it(`for taking every request before another, with ${paths.length} paths`, () => {
      const other = { ...storefront, name: "other", priority: 2, hosts: [], paths };
      const services = [{ ...storefront, priority: 3 }, other];
      assert.deepEqual(refused({ services }), [
        "services[1].priority: must be the greatest, as without hosts and paths it takes every request (services[0] would get none), got 2; give it hosts or paths",
      ]);
      assert.equal(
        parsed({ ...stage, services: [services[0], { ...other, priority: 4 }] }).services.length,
        2,
      );
    });
  }

  it("for secrets, which they do not take, without their values", () => {
    assert.deepEqual(refused({ secrets: { storefront: { KEY: "hunter2" } } }), [
      "secrets.storefront: must be left out, as services[0] is of kind blueGreen, which takes no secrets, got secrets; remove them; its instances can read them where they are kept",
    ]);
  });

  it("for approvers whose addresses are none, before anything is made", () => {
    assert.deepEqual(refused({ releases: { approverEmails: ["a@b.example", "nobody", "a@b.example", 3] } }), [
      "releases.approverEmails[3]: must be a text, got 3; change it",
      'releases.approverEmails[1]: must be a mail address, got "nobody"; for example releases@shop.example',
      'releases.approverEmails[2]: must be listed once, got "a@b.example"; remove one',
    ]);
  });

  it("beyond 50 on a load balancer, of 100 target groups", () => {
    const priorities = { first: 1, last: 100 };
    assert.deepEqual(refused({ priorities, services: many(51) }), [
      "services: must be at most 50 of kind blueGreen (two target groups each, 100 on a load balancer), got 51; move some to a stack with a load balancer of its own",
    ]);
    assert.equal(parsed({ ...stage, priorities, services: many(50) }).services.length, 50);
  });

  it("for a preview on the port of the product", () => {
    for (const ports of [{ previewPort: 80 }, { port: 8080 }]) {
      const [line = "", ...others] = refused({ loadBalancer: { ...stage.loadBalancer, ...ports } });
      assert.match(line, /^loadBalancer\.previewPort: must be /);
      assert.deepEqual(others, []);
    }
  });

  it("without the approval their stage requires", () => {
    const releases = { approvalRequired: true };
    const services = [
      { ...storefront, approval: false },
      { ...storefront, name: "other", priority: 2 },
    ];
    assert.deepEqual(refused({ releases, services }), [
      "services[0].approval: must be true, as releases.approvalRequired is, got false; set it, or drop the requirement of the stage",
      "services[1].approval: must be true, as releases.approvalRequired is, got nothing; set it, or drop the requirement of the stage",
    ]);
    const approved = { ...storefront, approval: true };
    assert.equal(parsed({ ...stage, releases, services: [approved] }).services.length, 1);
  });

  it("for hours they cannot be released in, and everything else about them, in one run", () => {
    const timeZone = "Asia/Seoul";
    const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", until: "17:00", timeZone };
    const services = [
      { ...storefront, windows: [office], migrations: "none" },
      { ...storefront, name: "other", priority: 2, windows: [{ ...office, days: ["Mon"], from: 9 }] },
      {
        ...storefront,
        name: "third",
        priority: 3,
        windows: [office],
        keepSeconds: -1,
        night: { hours: [office] },
      },
    ];
    const tooFar =
      "must be at most 84300 s apart, as the wait and bakeSeconds (300) have 84600 s together in a pipeline, " +
      "got 230400 s (fri 17:00 to mon 09:00 Asia/Seoul); add hours between, or leave them out for any time";
    assert.deepEqual(refused({ services }), [
      'services[0].migrations: must be one of compatible, breaking, got "none"; change it',
      'services[1].windows[0].days[0]: must be one of mon, tue, wed, thu, fri, sat, sun, got "Mon"; change it',
      "services[1].windows[0].from: must be a text, got 9; change it",
      `services[0].windows: ${tooFar}`,
      `services[2].windows: ${tooFar}`,
      "services[2].night.product: must be given where preProduct is not, got nothing; say what is smaller at night, or remove night",
      "services[2].keepSeconds: must be a whole number from 0 to 2592000, got -1; use 3600",
    ]);
    const windows = [{ ...office, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }];
    assert.equal(parsed({ ...stage, services: [{ ...storefront, windows }] }).services.length, 1);
  });

  it("where the load balancer has subnets in one zone only", () => {
    const create = { ...network.create, availabilityZones: 1 };
    assert.deepEqual(refused({ network: { create } }), [
      "network.create.availabilityZones: must be at least 2, as a load balancer needs subnets in two zones, got 1; use 2",
    ]);
    const existing = { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-12345678"] };
    assert.deepEqual(refused({ network: { existing } }), [
      "network.existing.publicSubnetIds: must be at least two, in two zones, as loadBalancer needs them, got nothing; give the public subnets of two zones",
    ]);
  });
});
