/** CloudWatch: the state of all alarms that a service's registration names. */
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import * as z from "zod/mini";
import { perColour, type PerColour } from "../../../naming/colours";
import type { AlarmRead } from "../observed";
import type { Registration } from "../registration";
import type { Calls } from "./calls";

const alarm = z.object({
  AlarmName: z.string(),
  StateValue: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]),
});
const described = z.object({
  MetricAlarms: z.optional(z.array(alarm)),
  CompositeAlarms: z.optional(z.array(alarm)),
});

/** So many names may one call ask for (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html). */
const MOST = 100;

/** Those of both colours by one call, and by none where there are none; those that do not exist are `missing`. */
export async function readAlarms(
  calls: Calls,
  { colours }: Registration,
): Promise<PerColour<readonly AlarmRead[]>> {
  const names = [...new Set([...colours.blue.alarms, ...colours.green.alarms])];
  const states = new Map<string, AlarmRead["state"]>();
  for (let from = 0; from < names.length; from += MOST) {
    const asked = new DescribeAlarmsCommand({
      AlarmNames: names.slice(from, from + MOST),
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      MaxRecords: MOST,
    });
    const read = await calls.ask("cloudwatch:DescribeAlarms", described, (options) =>
      calls.clients.cloudWatch.send(asked, options),
    );
    for (const { AlarmName, StateValue } of [...(read.MetricAlarms ?? []), ...(read.CompositeAlarms ?? [])])
      states.set(AlarmName, StateValue);
  }
  return perColour((colour) =>
    colours[colour].alarms.map((name) => ({ name, state: states.get(name) ?? "missing" })),
  );
}
