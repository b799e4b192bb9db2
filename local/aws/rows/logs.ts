/** Amazon CloudWatch Logs. */
import { arn, page, text, type Row } from "./row";

const logGroup: Row = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  source: page("0073593e7d6993ba482409f4dc35438daaa79bb3", "internal/service/logs/group.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 125,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "ResourceAlreadyExistsException: The specified log group already exists",
  },
  replaceOn: { logGroupClass: 57, name: 64, namePrefix: 72 },
  update: "changed",
  updateLine: 177,
  computed: ({ inputs, place }) => ({
    arn: arn(place, "logs", `log-group:${text(inputs, "name")}`),
    logGroupClass: inputs["logGroupClass"] ?? "STANDARD",
    retentionInDays: inputs["retentionInDays"] ?? 0,
    skipDestroy: inputs["skipDestroy"] ?? false,
  }),
};

export const logs = [logGroup];
