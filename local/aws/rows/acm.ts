/** AWS Certificate Manager: certificates, and the wait until they are issued. Here they are at once. */
import { createHash, randomUUID } from "node:crypto";
import { arn, page, text, texts, type Making, type Row } from "./row";
import type { Values } from "../../../wire/values";

const CERTIFICATE = "aws:acm/certificate:Certificate";

/** The record that proves whose a name is: the same for a name and the * before it. */
function proof(domainName: string): Values {
  const name = domainName.replace(/^\*\./, "");
  const digits = createHash("sha256").update(name).digest("hex");
  return {
    domainName,
    resourceRecordName: `_${digits.slice(0, 32)}.${name}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${digits.slice(32)}.acm-validations.aws.`,
  };
}

/** The first name among the others, as ACM lists it. */
function namesOf({ inputs }: Making): string[] {
  return [...new Set([text(inputs, "domainName"), ...texts(inputs["subjectAlternativeNames"])])];
}

const certificate: Row = {
  type: CERTIFICATE,
  source: page("01661ea3cbe6b07ed725b03c587d24ceb464484a", "internal/service/acm/certificate.go"),
  id: ({ place }) => arn(place, "acm", `certificate/${randomUUID()}`),
  idLine: 388,
  replaceOn: {
    certificateAuthorityArn: 78,
    domainName: 96,
    keyAlgorithm: 136,
    subjectAlternativeNames: 212,
    validationMethod: 237,
    validationOptions: 244,
  },
  update: "changed",
  updateLine: 70,
  computed: (making, id) => ({
    arn: id,
    domainValidationOptions: making.inputs["validationMethod"] === "DNS" ? namesOf(making).map(proof) : [],
    keyAlgorithm: making.inputs["keyAlgorithm"] ?? "RSA_2048",
    status: "ISSUED",
    subjectAlternativeNames: namesOf(making),
    type: "AMAZON_ISSUED",
  }),
};

const validation: Row = {
  type: "aws:acm/certificateValidation:CertificateValidation",
  source: page("004eea7f9b6658d88d652e89e10c7520a10ad6b8", "internal/service/acm/certificate_validation.go"),
  id: () => new Date().toISOString(),
  idLine: 105,
  replaceOn: { certificateArn: 40, validationRecordFqdns: 45 },
  update: "none",
  updateLine: 40,
  refuses: ({ inputs, held }) => {
    const wanted = text(inputs, "certificateArn");
    if (held(CERTIFICATE).some(({ properties }) => properties["arn"] === wanted)) return undefined;
    return `ResourceNotFoundException: Could not find certificate ${wanted}`;
  },
  computed: () => ({}),
};

export const acm = [certificate, validation];
