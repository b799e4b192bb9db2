/** The picture of a stage in words, for those who hear it. Pure. */
import type { BlueGreen, Network, Pipeline, ReleaseControl, Serverless, Service, StageModel } from "./model";
import type { Spoken } from "./draw";

export function describe(model: StageModel): Spoken {
  const { project, stage, loadBalancer, services, releaseControl, network } = model;
  const sentences = [
    ...(loadBalancer === undefined
      ? []
      : [
          `Users reach the load balancer${portText(loadBalancer.productPort)}` +
            (loadBalancer.previewPort === undefined
              ? "."
              : `; the preview is on port ${loadBalancer.previewPort}.`),
        ]),
    ...services.map(serviceSentence),
    ...(releaseControl === undefined ? [] : [controlSentence(releaseControl)]),
    ...(network === undefined ? [] : [networkSentence(network)]),
  ];
  return {
    title: `The stage ${stage} of ${project}`,
    description: sentences.join(" ") || "Nothing stands in it yet.",
  };
}

function portText(port: number | undefined): string {
  return port === undefined ? "" : ` on port ${port}`;
}

function serviceSentence(service: Service): string {
  const words = service.kind === "blueGreen" ? blueGreenWords(service) : serverlessWords(service);
  return `${service.name}: ${words}${pipelineWords(service.pipeline)}.`;
}

function blueGreenWords({ fleets, productRule }: BlueGreen): string {
  return fleets
    .map(({ colour, product, desired }) => {
      const role = product === undefined ? "a fleet" : product ? "the product" : "the pre-product";
      const weight = productRule?.weights[colour];
      const weighed = weight === undefined ? "" : ` with weight ${weight}`;
      return `${colour} is ${role}${weighed} and ${desired === 1 ? "1 instance" : `${desired} instances`}`;
    })
    .join(", ");
}

function serverlessWords({ alias, version, api }: Serverless): string {
  const before = api === undefined ? "" : "an HTTP API calls ";
  return `${before}alias ${alias}, which is version ${version}`;
}

function pipelineWords(pipeline: Pipeline | undefined): string {
  if (pipeline === undefined) return "";
  return `; its pipeline goes through ${listed(pipeline.steps.map(({ name }) => name))}`;
}

function controlSentence({ bucket, functions, table, topic }: ReleaseControl): string {
  const parts = [
    ...(bucket === undefined ? [] : [`the bucket ${bucket}`]),
    ...(functions.length === 0 ? [] : [`the functions ${listed(functions)}`]),
    ...(table === undefined ? [] : [`the table ${table}`]),
    ...(topic === undefined ? [] : [`the topic ${topic.name}`]),
  ];
  return `Releases are controlled by ${listed(parts)}.`;
}

function networkSentence({ cidrBlock, zones, privateZoneName }: Network): string {
  const named = privateZoneName === undefined ? "" : `, with the private zone ${privateZoneName}`;
  return `The network ${cidrBlock} spans ${listed(zones.map(({ name }) => name))}${named}.`;
}

function listed(words: readonly string[]): string {
  const [last = "nothing", ...before] = [...words].reverse();
  return before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`;
}
