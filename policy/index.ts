/**
 * The policy pack: what `--policy-pack dist/policy` starts. It is kept quick to start, since every preview and every
 * update starts it anew: compiled JavaScript, and nothing of @pulumi/aws.
 */
import "../startup/light-pulumi.js";
import { PolicyPack } from "@pulumi/policy";
import { asPolicy } from "./as-policy";
import { rules } from "./registry";

new PolicyPack("multistage", {
  description: "Tags and least-privilege IAM, before anything is made",
  enforcementLevel: "mandatory",
  policies: rules.map(asPolicy),
});
