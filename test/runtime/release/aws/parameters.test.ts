import assert from "node:assert/strict";
import { GetParameterHistoryCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import {
  readDeclared,
  readRevisions,
  services,
  writeRevision,
  writeServing,
} from "../../../../runtime/release/aws/parameters";
import { MOTO_CLIENT, withMoto } from "../../../helpers/moto";
import { ARTIFACT, IDENTITY, REGISTRATION } from "../sample";
import { calls, withAddresses } from "./environment";
import { refused, withWire } from "./wire";

const BASE = "/shop/dev/services/storefront";

describe("what the parameters say of services", () => {
  const moto = withMoto();
  withAddresses(() => ({ AWS_ENDPOINT_URL: moto.endpoint }));
  let client: SSMClient;
  beforeEach(() => {
    client = new SSMClient({ ...MOTO_CLIENT, endpoint: moto.endpoint });
  });
  const put = async (Name: string, value: unknown): Promise<void> => {
    const Value = typeof value === "string" ? value : JSON.stringify(value);
    await client.send(new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true }));
  };

  it("refuses a service that is not registered, and says which parameter is missing", async () => {
    await assert.rejects(readDeclared(calls(), IDENTITY), {
      name: "Refusal",
      message: `${BASE}/registration: must be a parameter that says how storefront is released, got nothing; run pulumi up, which writes it`,
    });
  });

  it("refuses a registration of another service, and one that is newer than we are", async () => {
    await put(`${BASE}/registration`, { ...REGISTRATION, service: "guestbook" });
    await assert.rejects(
      readDeclared(calls(), IDENTITY),
      /^Refusal: the registration: service: must be storefront/,
    );
    await put(`${BASE}/registration`, { ...REGISTRATION, version: 3 });
    await assert.rejects(readDeclared(calls(), IDENTITY), /update multistage here, too/);
    await put(`${BASE}/registration`, "{");
    await assert.rejects(readDeclared(calls(), IDENTITY), /^Refusal: the registration: must be JSON/);
  });

  it("reads registration and serving colour by one call; what is no colour is none", async () => {
    await put(`${BASE}/registration`, REGISTRATION);
    const asking = calls();
    assert.deepEqual(await readDeclared(asking, IDENTITY), {
      registration: REGISTRATION,
      serving: undefined,
    });
    await put(`${BASE}/state/serving`, "green");
    assert.equal((await readDeclared(asking, IDENTITY)).serving, "green");
    await put(`${BASE}/state/serving`, "red");
    assert.equal((await readDeclared(asking, IDENTITY)).serving, undefined);
    assert.deepEqual(asking.made, ["ssm:GetParameters", "ssm:GetParameters", "ssm:GetParameters"]);
  });

  it("reads what each colour runs: nothing before its first release, and where nobody understands it", async () => {
    const revision = { ...ARTIFACT, releaseId: "r1" };
    await put(`${BASE}/blue/revision`, revision);
    await put(`${BASE}/green/revision`, { releaseId: "none" });
    assert.deepEqual(await readRevisions(calls(), REGISTRATION), { blue: revision, green: undefined });
    await put(`${BASE}/blue/revision`, "{");
    assert.deepEqual(await readRevisions(calls(), REGISTRATION), { blue: undefined, green: undefined });
  });

  it("writes a revision as instances read it, and a serving colour as Pulumi does, by one call each", async () => {
    const asking = calls();
    const revision = { ...ARTIFACT, releaseId: "r2" };
    await writeRevision(asking, REGISTRATION, "green", revision);
    await writeServing(asking, IDENTITY, "green");
    await writeServing(asking, IDENTITY, "green");
    assert.deepEqual(asking.made, ["ssm:PutParameter", "ssm:PutParameter", "ssm:PutParameter"]);
    assert.deepEqual((await readRevisions(calls(), REGISTRATION)).green, revision);
    const { Parameters = [] } = await client.send(
      new GetParameterHistoryCommand({ Name: `${BASE}/state/serving` }),
    );
    assert.deepEqual(
      Parameters.map(({ Value, Type }) => [Value, Type]),
      [
        ["green", "String"],
        ["green", "String"],
      ],
    );
  });

  it("lists every registered service of the stage, however many pages that takes, and nobody else's", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `service-${String(index).padStart(2, "0")}`);
    for (const name of names) {
      await put(`/shop/dev/services/${name}/registration`, "{}");
      await put(`/shop/dev/services/${name}/blue/revision`, "{}");
    }
    await put("/shop/dev/services/half/blue/revision", "{}");
    await put("/shop/dev/services/deep/er/registration", "{}");
    await put("/shop/dev/services/Not_a_service/registration", "{}");
    await put("/shop/prod/services/other/registration", "{}");
    assert.deepEqual(await services(calls(), { project: "shop", stage: "dev" }), names);
  });

  it("lists none where there are none", async () => {
    assert.deepEqual(await services(calls(), { project: "shop", stage: "dev" }), []);
  });
});

describe("what the parameters say, when SSM answers as it should not", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));

  it("names the call that was throttled", async () => {
    wire.answer = () => refused("ThrottlingException", "Rate exceeded");
    await assert.rejects(readDeclared(calls(), IDENTITY), {
      message: "ssm:GetParameters: ThrottlingException: Rate exceeded (tried 3 times)",
    });
  });

  it("does not trust an answer without what was asked for", async () => {
    wire.answer = () => ({ status: 200, body: { Parameters: [{ Name: "x" }] } });
    await assert.rejects(readDeclared(calls(), IDENTITY), {
      name: "CallFailed",
      message:
        "ssm:GetParameters: Parameters[0].Value: must be a text, got nothing; this is no answer that is understood",
    });
  });

  it("waits no longer than the invocation has, and says for which call it waited", async () => {
    wire.answer = () => "nothing";
    const began = Date.now();
    await assert.rejects(services(calls(300), { project: "shop", stage: "dev" }), {
      message: "ssm:GetParametersByPath: no answer by the deadline",
    });
    assert.ok(Date.now() - began < 2000);
  });
});
