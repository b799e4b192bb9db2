/** Sends records on: to queues and topics of the store, and to functions of ours. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { emulatorClient, type EmulatorAddress } from "../emulator-client";
import type { Destinations } from "./async-invocations";

/** @param invoke - takes an asynchronous invocation of a function, named by its ARN */
export function storeDestinations(
  store: EmulatorAddress,
  invoke: (arn: string, payload: Buffer) => void,
): Destinations & { close(): void } {
  const sqs = new SQSClient(emulatorClient(store));
  const sns = new SNSClient(emulatorClient(store));
  return {
    async deliver(arn, body, attributes = {}) {
      const [, , service, , account, name] = arn.split(":");
      const given = Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key, { DataType: "String", StringValue: value }]),
      );
      if (service === "sqs") {
        const { QueueUrl } = await sqs.send(
          new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
        );
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes: given }));
      } else if (service === "sns") {
        await sns.send(new PublishCommand({ TopicArn: arn, Message: body, MessageAttributes: given }));
      } else if (service === "lambda") invoke(arn, Buffer.from(body));
      else throw new Error(`${arn} is no queue, topic or function`);
    },
    close() {
      sqs.destroy();
      sns.destroy();
    },
  };
}
