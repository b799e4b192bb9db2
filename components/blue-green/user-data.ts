/** What an instance does at its first boot. Pure. */

/** What the instances of a fleet install, and for whom. */
export interface Boot {
  /** The text of the installer. */
  readonly installer: string;
  readonly region: string;
  /** The SSM parameter with the revision of their colour. */
  readonly revisionParameter: string;
  readonly service: string;
  readonly fleet: string;
  readonly port: number;
}

/** EC2 takes no more, before base64 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html). */
export const LONGEST_USER_DATA_BYTES = 16_384;

/**
 * A shell script for cloud-init, as EC2 takes it, in base64: puts the installer in place, where people find it later,
 * and runs it. Python with PyYAML is there, as cloud-init itself runs on them. Nothing that is interpolated needs
 * quoting: names and paths are of lower-case letters, digits, hyphens and slashes.
 *
 * @throws RangeError when the script is longer than EC2 takes
 */
export function userData({ installer, region, revisionParameter, service, fleet, port }: Boot): string {
  const script = `#!/bin/sh
# The first boot of an instance of ${fleet}.
set -eu
install -d -m 755 /opt/multistage
cat > /opt/multistage/install-revision.py <<'INSTALLER'
${installer.trimEnd()}
INSTALLER
# The variables of CodeDeploy for the hooks, and the port the load balancer expects.
export APPLICATION_NAME=${service} DEPLOYMENT_GROUP_NAME=${fleet} PORT=${port}
export AWS_DEFAULT_REGION=${region} AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8
# The role may take seconds to reach a fresh instance.
export AWS_METADATA_SERVICE_NUM_ATTEMPTS=10
exec /usr/bin/python3 /opt/multistage/install-revision.py ${revisionParameter}
`;
  const bytes = Buffer.byteLength(script);
  if (bytes > LONGEST_USER_DATA_BYTES)
    throw new RangeError(`user data of ${bytes} bytes, of at most ${LONGEST_USER_DATA_BYTES}`);
  return Buffer.from(script).toString("base64");
}
