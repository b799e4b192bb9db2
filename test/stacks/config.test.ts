import assert from "node:assert/strict";
import { parsed, service } from "./config-of";

describe("the configuration of a stack", () => {
  it("is, with every key given, exactly what was given", () => {
    const given = {
      project: "shop",
      stage: "prod",
      owner: "web",
      costCenter: "2000",
      network: {
        create: {
          cidrBlock: "10.20.0.0/16",
          takenCidrBlocks: ["10.10.0.0/16", "192.168.1.0/24"],
          availabilityZones: 3,
          natGateways: "OnePerAz",
        },
      },
      services: [
        {
          ...service,
          source: "examples/django",
          startCommand: "bin/start.sh",
          port: 8000,
          healthPath: "/up",
          architecture: "x86_64",
          memoryMiB: 1024,
          timeoutSeconds: 10,
          logRetentionDays: 365,
          environment: { DEBUG: "0" },
          secrets: ["SECRET_KEY"],
          inVpc: true,
        },
        { ...service, name: "shop", runtime: "nodejs24.x" },
      ],
      secrets: { guestbook: { SECRET_KEY: "hush" } },
    };
    assert.deepEqual(parsed(given), given);
  });

  it("takes project and stage from the project and the stack where they are left out, and adds nothing else", () => {
    assert.deepEqual(parsed(), {
      project: "shop",
      stage: "dev",
      owner: "web",
      costCenter: "1000",
      network: { create: { cidrBlock: "10.10.0.0/16" } },
      services: [service],
    });
  });

  it("may have no services", () => {
    assert.deepEqual(parsed({ services: [] }).services, []);
  });

  it("keeps a number among the texts a text", () => {
    assert.equal(parsed({ costCenter: "1e3" }).costCenter, "1e3");
  });
});
