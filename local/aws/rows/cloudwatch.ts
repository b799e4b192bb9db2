/** Amazon CloudWatch: alarms. */
import { arn, page, text, type Row } from "./row";

const metricAlarm: Row = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  source: page("055611a654738da73e7b1e2b5d2b7672c6d4d531", "internal/service/cloudwatch/metric_alarm.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 353,
  autoName: "name",
  replaceOn: { name: 75 },
  update: "whole",
  updateLine: 435,
  computed: ({ inputs, place }) => ({
    actionsEnabled: inputs["actionsEnabled"] ?? true,
    arn: arn(place, "cloudwatch", `alarm:${text(inputs, "name")}`),
    evaluateLowSampleCountPercentiles: inputs["evaluateLowSampleCountPercentiles"] ?? "",
    treatMissingData: inputs["treatMissingData"] ?? "missing",
  }),
};

export const cloudwatch = [metricAlarm];
