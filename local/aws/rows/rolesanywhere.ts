/** AWS IAM Roles Anywhere: which certificates are trusted, and which roles their holders may take. */
import { randomUUID } from "node:crypto";
import { arn, page, type Row } from "./row";

const trustAnchor: Row = {
  type: "aws:rolesanywhere/trustAnchor:TrustAnchor",
  source: page("0e980777748c905d58a472ac3004ae7c940143a2", "internal/service/rolesanywhere/trust_anchor.go"),
  id: () => randomUUID(),
  idLine: 111,
  autoName: "name",
  replaceOn: {},
  update: "changed",
  updateLine: 142,
  computed: ({ inputs, place }, id) => ({
    arn: arn(place, "rolesanywhere", `trust-anchor/${id}`),
    enabled: inputs["enabled"] ?? false,
  }),
};

const profile: Row = {
  type: "aws:rolesanywhere/profile:Profile",
  source: page("05a2569b4d09d5b84fa081af5f93fdd4472a0759", "internal/service/rolesanywhere/profile.go"),
  id: () => randomUUID(),
  idLine: 121,
  autoName: "name",
  replaceOn: {},
  update: "changed",
  updateLine: 154,
  computed: ({ inputs, place }, id) => ({
    arn: arn(place, "rolesanywhere", `profile/${id}`),
    durationSeconds: inputs["durationSeconds"] ?? 3600,
    enabled: inputs["enabled"] ?? false,
  }),
};

export const rolesanywhere = [trustAnchor, profile];
