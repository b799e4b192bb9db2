/** The commands run as a person would run them, on the shop's stage dev in the emulator. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { multistage, type Outcome } from "../../helpers/command-line";
import { withMoto, type SharedMoto } from "../../helpers/moto";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { withWire, type Wire } from "../../runtime/release/aws/wire";
import { PlantedStage } from "./planted-stage";

const SETTINGS = `
config:
  aws:region: ap-northeast-2
  multistage:network: { privateZoneName: dev.shop.internal }
  multistage:services:
    - { name: storefront, kind: blueGreen }
    - { name: checkout, kind: blueGreen }
    - { name: guestbook, kind: serverless }
`;

/** A project with nothing but settings. */
export function shop(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), SETTINGS);
  return folder;
}

export interface AtShop {
  readonly moto: SharedMoto;
  /** CodePipeline and Lambda, which answer as a test says. */
  readonly pipeline: Wire;
  readonly lambda: Wire;
  readonly stage: PlantedStage;
  /** With credentials and addresses of the emulator, changed as is said. */
  run: (
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
    onOutput?: (text: string, interrupt: () => void) => void,
  ) => Promise<Outcome>;
}

/** For the tests of the calling `describe`. */
export function atShop(): AtShop {
  const moto = withMoto();
  const [pipeline, lambda] = [withWire(), withWire()];
  let stage: PlantedStage | undefined;
  beforeEach(() => {
    stage = new PlantedStage(moto.endpoint, moto.region);
    pipeline.answer = () => ({ status: 200, body: { stageStates: [] } });
  });
  const project = shop();
  return {
    moto,
    pipeline,
    lambda,
    get stage() {
      if (stage === undefined) throw new Error("the stage is there from the first test on, not before");
      return stage;
    },
    run: (args, env = {}, onOutput) =>
      multistage(args, {
        project,
        ...(onOutput === undefined ? {} : { onOutput }),
        env: {
          PATH: process.env["PATH"],
          ...nobody(),
          AWS_ENDPOINT_URL: moto.endpoint,
          AWS_ENDPOINT_URL_CODEPIPELINE: pipeline.url,
          AWS_ENDPOINT_URL_LAMBDA: lambda.url,
          AWS_ACCESS_KEY_ID: "local",
          AWS_SECRET_ACCESS_KEY: "local",
          ...env,
        },
      }),
  };
}

/** No profile, and no instance's role. */
export function nobody(): NodeJS.ProcessEnv {
  const home = temporaryFolder();
  return {
    HOME: home,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(home, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
  };
}
