/** In moto what Pulumi makes of a stage and its service, and a revision that was uploaded; nothing is released yet. */
import type { EmulatorAddress } from "../../../local/emulator-client";
import type { Registration } from "../../../runtime/release/registration";
import { zipOf } from "../../local/functions/helpers";
import { Declaring, onPath, to } from "../../local/load-balancer/declared";
import { declareAlarms, declareBucket, declareRegistration, declareTable, uploaded } from "./aws/declared";
import { declareFleets } from "./aws/fleet";

export interface DeclaredService {
  readonly registration: Registration;
  /** Of the uploaded revision. */
  readonly versionId: string;
}

/** One instance, no bake: what is to be waited for is said by another registration. */
export async function declareService(moto: EmulatorAddress, previewUrl: string): Promise<DeclaredService> {
  const { endpoint } = moto;
  const registration = { ...(await declared(moto)), previewUrl };
  await declareTable(endpoint);
  await declareRegistration(endpoint, registration);
  await declareAlarms(endpoint, registration);
  const { bucket: Bucket, prefix } = registration.artifacts;
  const versionId = await uploaded(await declareBucket(endpoint, Bucket), {
    Bucket,
    Key: `${prefix}revision.zip`,
    Body: await zipOf({ "appspec.yml": "version: 0.0" }),
    Tagging: "Project=shop&Stage=dev&Service=storefront",
    Metadata: { commit: "c0ffee" },
  });
  return { registration, versionId };
}

async function declared(moto: EmulatorAddress): Promise<Registration> {
  const declare = new Declaring(moto);
  const [blue, green] = [
    await declare.group({ TargetType: "instance" }),
    await declare.group({ TargetType: "instance" }),
  ];
  const balancer = await declare.balancer();
  const rule = async (port: number, weights: readonly [number, number]): Promise<string> => {
    const listener = await declare.listener(balancer, port);
    return declare.rule(listener, 1, onPath("/*"), to([blue, weights[0]], [green, weights[1]]));
  };
  const { registration } = await declareFleets(moto, { blue, green });
  return {
    ...registration,
    productRuleArn: await rule(80, [100, 0]),
    previewRuleArn: await rule(8443, [0, 100]),
    sizes: { min: 1, max: 2, initial: 1 },
    healthyReads: 1,
    bakeSeconds: 0,
  };
}
