/** AWS WAF: which web ACL requests to a resource must pass. */
import { page, text, type Row } from "./row";

const association: Row = {
  type: "aws:wafv2/webAclAssociation:WebAclAssociation",
  source: page("011a8eed43ed7763ef9de18cbb776eb29c762452", "internal/service/wafv2/web_acl_association.go"),
  id: ({ inputs }) => `${text(inputs, "webAclArn")},${text(inputs, "resourceArn")}`,
  idLine: 83,
  replaceOn: { resourceArn: 46, webAclArn: 52 },
  update: "none",
  updateLine: 46,
  computed: () => ({}),
};

export const wafv2 = [association];
