/** Exported stacks for tests, with the types and properties that `pulumi stack export` gives for a stage. */
import type { ExportedStack } from "../../../cli/rehearsal/exported";
import { Make, REGION, type Resource } from "./exported-resources";
import { blueGreenService, serverlessService } from "./exported-services";
import { loadBalancer, network, releaseControl } from "./exported-shared";

export { SECRET } from "./exported-resources";

/** What makes one stage differ from another. */
export interface StageOptions {
  project?: string;
  stage?: string;
  zones?: number;
  nat?: boolean;
  protection?: boolean;
  privateZoneName?: string;
  blueGreen?: readonly BlueGreenOptions[];
  serverless?: readonly string[];
  /** Who is told of approvals. */
  subscribers?: number;
}

export interface BlueGreenOptions {
  name: string;
  priority?: number;
  /** Weights of blue and green. */
  weights?: readonly [number, number];
  /** Instances of blue and green. */
  instances?: readonly [number, number];
  hosts?: readonly string[];
  instanceType?: string;
  approval?: boolean;
  alarms?: number;
}

/** A stage with everything the components declare. */
export function exportedStage(
  options: StageOptions = {},
): ExportedStack & { deployment: { resources: Resource[] } } {
  const { project = "shop", stage = "dev", blueGreen = [], serverless = [] } = options;
  const make = new Make(project, stage);
  network(make, options);
  if (blueGreen.length > 0) {
    loadBalancer(make, options);
    releaseControl(make, options);
  }
  for (const service of blueGreen) blueGreenService(make, service);
  for (const name of serverless) serverlessService(make, name);
  make.resources.push({
    urn: `urn:pulumi:${stage}::${project}::pulumi:providers:aws::default_7_48_0`,
    type: "pulumi:providers:aws",
    custom: true,
    outputs: { region: REGION, version: "7.48.0" },
  });
  return { deployment: { resources: make.resources } };
}
