/** Writes documents as the Terraform resources they would stand in: what checkov reads them from. Pure. */

/** By the kind, and for policies of resources by the service of their first action: type and property. */
const HOMES = {
  identity: ["aws_iam_policy", "policy"],
  boundary: ["aws_iam_policy", "policy"],
  trust: ["aws_iam_role", "assume_role_policy"],
  scp: ["aws_organizations_policy", "content"],
};
const OF_SERVICE = {
  s3: ["aws_s3_bucket_policy", "policy"],
  sqs: ["aws_sqs_queue_policy", "policy"],
  sns: ["aws_sns_topic_policy", "policy"],
  kms: ["aws_kms_key", "policy"],
  ecr: ["aws_ecr_repository_policy", "policy"],
  secretsmanager: ["aws_secretsmanager_secret_policy", "policy"],
  lambda: ["aws_lambda_resource_policy", "policy"],
  events: ["aws_cloudwatch_event_bus_policy", "policy"],
  elasticfilesystem: ["aws_efs_file_system_policy", "policy"],
  backup: ["aws_backup_vault_policy", "policy"],
};

/** The resource of the document with index 7 is called d7. */
export function terraformOf(corpus) {
  return corpus.map(resourceOf).join("\n");
}

function resourceOf({ kind, text }, index) {
  const [, service = "s3"] = /"([\w-]+):[\w*?]+"/.exec(text) ?? [];
  const [type, property] = HOMES[kind] ?? OF_SERVICE[service.toLowerCase()] ?? OF_SERVICE.s3;
  const literal = text.replaceAll("${", "$${").replaceAll("%{", "%%{");
  return `resource "${type}" "d${index}" {\n  ${property} = <<POLICY\n${literal}\nPOLICY\n}\n`;
}
