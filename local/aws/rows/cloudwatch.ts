/** Amazon CloudWatch: alarms and dashboards. */
import { arn, globalArn, page, text, type Row } from "./row";

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

/** A Put: it takes the place of one of the same name. */
const dashboard: Row = {
  type: "aws:cloudwatch/dashboard:Dashboard",
  source: page("0620f2a6a126dfcbc4aecbc9a117b0fbea1656ff", "internal/service/cloudwatch/dashboard.go"),
  id: ({ inputs }) => text(inputs, "dashboardName"),
  idLine: 83,
  replaceOn: { dashboardName: 56 },
  update: "whole",
  updateLine: 66,
  computed: ({ inputs, place }) => ({
    dashboardArn: globalArn(place, "cloudwatch", `dashboard/${text(inputs, "dashboardName")}`),
  }),
};

export const cloudwatch = [metricAlarm, dashboard];
