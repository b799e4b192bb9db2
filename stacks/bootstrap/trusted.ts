/** Whom from outside the account knows at all: who issues the tokens of CI, and the certificates of machines. */
import * as iam from "@pulumi/aws/iam";
import * as rolesanywhere from "@pulumi/aws/rolesanywhere";
import type * as pulumi from "@pulumi/pulumi";
import { accountIdentity } from "../../components/access/account-names";
import { DEFAULT_AUDIENCE } from "../../components/access/taken-by";
import { physicalName } from "../../naming/names";
import { tagsOf, type Account } from "./account";

/** The ARN of the trust anchor, where there is one. */
export function createTrusted({ config }: Account): pulumi.Output<string> | undefined {
  for (const { issuer, audiences } of config.identityProviders ?? [])
    new iam.OpenIdConnectProvider(issuer, {
      url: `https://${issuer}`,
      clientIdLists: audiences ?? [DEFAULT_AUDIENCE],
      tags: tagsOf(config, "tokens"),
    });
  if (config.certificateAuthority === undefined) return undefined;
  const anchor = new rolesanywhere.TrustAnchor("machines", {
    name: physicalName(
      "aws:rolesanywhere/trustAnchor:TrustAnchor",
      accountIdentity(config.project, "machines"),
    ),
    enabled: true,
    source: {
      sourceType: "CERTIFICATE_BUNDLE",
      sourceData: { x509CertificateData: config.certificateAuthority },
    },
    tags: tagsOf(config, "machines"),
  });
  return anchor.arn;
}
