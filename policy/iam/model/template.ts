/** What a template of CloudFormation or Terraform leaves open in a document, as nodes that are not known. Pure. */
import type { Node } from "./node";

/** A function of CloudFormation: an object with one name. */
const FUNCTION = /^(Ref|Fn::\w+)$/;

/** `${aws_s3_bucket.web.arn}` of Terraform; variables of IAM have a colon (`${aws:username}`) or are a sign (`${*}`). */
const EXPRESSION = /\$\{(?![*?$]\})[^}:]*\}/;

/** The same tree, in which each function and each text with an expression is unknown. */
export function withHoles(node: Node): Node {
  if (node.is === "text" && EXPRESSION.test(node.value)) return hole(node);
  if (node.is === "list") return { ...node, entries: node.entries.map(withHoles) };
  if (node.is !== "object") return node;
  const [first, ...others] = node.members;
  if (first !== undefined && others.length === 0 && FUNCTION.test(first.name)) return hole(node);
  return { ...node, members: node.members.map((one) => ({ ...one, value: withHoles(one.value) })) };
}

function hole({ at }: Node): Node {
  return { is: "unknown", ...(at === undefined ? {} : { at }) };
}
