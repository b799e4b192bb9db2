/** The types that live in the emulator. */
import type { Mirrored } from "./mirrored";
import { ofDynamodb } from "./types/dynamodb";
import { ofEc2 } from "./types/ec2";
import { ofEvents } from "./types/events";
import { ofFleets } from "./types/fleets";
import { ofFunctions } from "./types/functions";
import { ofListeners } from "./types/listeners";
import { ofLoadBalancers } from "./types/load-balancers";
import { ofMessages } from "./types/messages";
import { ofRoute53 } from "./types/route53";
import { ofS3 } from "./types/s3";
import { ofSsm } from "./types/ssm";

export const mirrored: ReadonlyMap<string, Mirrored> = new Map(
  Object.entries({
    ...ofDynamodb,
    ...ofEc2,
    ...ofEvents,
    ...ofFleets,
    ...ofFunctions,
    ...ofListeners,
    ...ofLoadBalancers,
    ...ofMessages,
    ...ofRoute53,
    ...ofS3,
    ...ofSsm,
  } satisfies Record<string, Mirrored>),
);
