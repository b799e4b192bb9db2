/** AWS CodePipeline: pipelines. They do not run here. */
import { arn, page, text, type Row } from "./row";

const pipeline: Row = {
  type: "aws:codepipeline/pipeline:Pipeline",
  source: page("0148137dc6fb802b97b74036846777ab15c0f9ad", "internal/service/codepipeline/codepipeline.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 225,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "PipelineNameInUseException: A pipeline with that name already exists",
  },
  replaceOn: { name: 52 },
  update: "whole",
  updateLine: 37,
  refuses: ({ inputs }) => {
    const { stages } = inputs;
    const count = Array.isArray(stages) ? stages.length : 0;
    if (count >= 2) return undefined;
    return `InvalidStructureException: Pipeline has only ${count} stage(s). There should be a minimum of 2 stages in a pipeline`;
  },
  computed: ({ inputs, place }) => ({
    arn: arn(place, "codepipeline", text(inputs, "name")),
    executionMode: inputs["executionMode"] ?? "SUPERSEDED",
    pipelineType: inputs["pipelineType"] ?? "V1",
    triggerAlls: inputs["triggers"] ?? [],
  }),
};

export const codepipeline = [pipeline];
