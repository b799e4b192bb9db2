/** The settings of a new project: what every stage has, and the little in which each differs. Pure. */
import type { Answers } from "./answers";
import { SERVICES_FOLDER } from "./example";

/** Pulumi.yaml. */
export function projectFile({ project, region, owner, costCenter, kind, service }: Answers): string {
  return `name: ${text(project)}
description: One web service in several stages on AWS
main: index.js
runtime:
  name: nodejs
  options:
    typescript: false
config:
  aws:region: ${region}
  # What every stage has; the file of a stage says what is otherwise there. Services are laid over these by name.
  multistage:base:
    value:
      owner: ${text(owner)}
      costCenter: ${text(costCenter)}
${kind === "serverless" ? serverless(service, region) : blueGreen(service)}`;
}

function serverless(service: string, region: string): string {
  return `      services:
        - name: ${text(service)}
          kind: serverless
          source: ${SERVICES_FOLDER}/${service}
          artifact: .multistage/artifacts/${service}.zip
          runtime: python3.13
          environment:
            ALLOWED_HOSTS: .execute-api.${region}.amazonaws.com
          secrets: [SECRET_KEY]
`;
}

function blueGreen(service: string): string {
  return `      network:
        create: { natGateways: Single }
      loadBalancer:
        previewCidrBlocks: [] # who sees pre-product: the addresses of your office, such as 192.0.2.0/24
      services:
        - name: ${text(service)} # its app is in ${SERVICES_FOLDER}/${service}
          kind: blueGreen
          priority: 1 # its rule's place on the load balancer; never changes
          sizes: { min: 1, max: 2 }
`;
}

/** Pulumi.<stage>.yaml. */
export function stageFile({ project, stages, service, kind }: Answers, stage: string): string {
  const index = stages.indexOf(stage);
  const before = stages[index - 1];
  // The last of several is the one users meet.
  const last = before !== undefined && index === stages.length - 1 ? lastStage(kind, service) : undefined;
  const taken = stages.flatMap((other, place) =>
    other === stage ? [] : [`        - ${range(place)} # ${other}`],
  );
  return [
    "config:",
    ...(before === undefined ? [] : [`  multistage:after: ${text(before)}`]),
    "  multistage:network:",
    "    create:",
    `      cidrBlock: ${range(index)} # cannot be changed later`,
    ...(taken.length === 0 ? [] : ["      takenCidrBlocks:", ...taken]),
    ...(last?.network ?? []),
    `    privateZoneName: ${stage}.${project}.internal`,
    ...(last?.settings ?? []),
    "",
  ].join("\n");
}

function lastStage(kind: Answers["kind"], service: string): { network: string[]; settings: string[] } {
  const named = ["  multistage:protection: true", "  multistage:services:", `    - name: ${text(service)}`];
  if (kind === "serverless")
    return { network: [], settings: [...named, "      memoryMiB: 1024", "      logRetentionDays: 365"] };
  return {
    network: ["      natGateways: OnePerAz"],
    settings: [
      ...["  multistage:releases:", "    approvalRequired: true"],
      ...[...named, "      sizes: { min: 2, max: 4 }", "      approval: true"],
    ],
  };
}

function range(index: number): string {
  return `10.${10 * (index + 1)}.0.0/16`;
}

/** Whatever it says, YAML reads it as a text. */
export function text(value: string): string {
  return JSON.stringify(value);
}
