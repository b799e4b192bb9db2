/**
 * How often one may call: a bucket of tokens for reads, one for changes. Source: the ELB user guide, "Request throttling
 * for the ELB API" (reads; what changes have is an assumption of ours).
 */
import type { Bucket } from "../../token-bucket";
import type { CallError } from "./call";

export const READS: Bucket = { tokens: 40, perSecond: 10 };
export const CHANGES: Bucket = { tokens: 20, perSecond: 5 };

export const THROTTLED: CallError = { status: 400, code: "Throttling", message: "Rate exceeded" };
