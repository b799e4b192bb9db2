/** Amazon SQS: queues. */
import { arn, dnsSuffix, page, text, type Row } from "./row";

const queue: Row = {
  type: "aws:sqs/queue:Queue",
  source: page("00a35305dc1b297a6fcdecdfbba33f1e63c3da39", "internal/service/sqs/queue.go"),
  id: ({ inputs, place }) =>
    `https://sqs.${place.region}.${dnsSuffix(place)}/${place.account}/${text(inputs, "name")}`,
  idLine: 261,
  autoName: "name",
  fit: (name, inputs) => (inputs["fifoQueue"] === true ? `${name}.fifo` : name),
  // AWS takes an equal queue again; here none is.
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "QueueAlreadyExists: a queue of that name exists already",
  },
  replaceOn: { fifoQueue: 70, name: 110, namePrefix: 117 },
  update: "changed",
  updateLine: 332,
  computed: ({ inputs, place }, id) => ({
    arn: arn(place, "sqs", text(inputs, "name")),
    contentBasedDeduplication: inputs["contentBasedDeduplication"] ?? false,
    delaySeconds: inputs["delaySeconds"] ?? 0,
    fifoQueue: inputs["fifoQueue"] ?? false,
    kmsDataKeyReusePeriodSeconds: inputs["kmsDataKeyReusePeriodSeconds"] ?? 300,
    maxMessageSize: inputs["maxMessageSize"] ?? 262_144,
    messageRetentionSeconds: inputs["messageRetentionSeconds"] ?? 345_600,
    receiveWaitTimeSeconds: inputs["receiveWaitTimeSeconds"] ?? 0,
    sqsManagedSseEnabled: inputs["sqsManagedSseEnabled"] ?? inputs["kmsMasterKeyId"] === undefined,
    url: id,
    visibilityTimeoutSeconds: inputs["visibilityTimeoutSeconds"] ?? 30,
  }),
};

export const sqs = [queue];
