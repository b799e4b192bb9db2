import assert from "node:assert/strict";
import { join } from "node:path";
import { Inventory } from "../../../local/aws/inventory";
import { Store } from "../../../local/aws/store/store";
import { temporaryFolder } from "../../helpers/temporary-folder";

const STAGE = "aws:apigatewayv2/stage:Stage";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const region = "ap-northeast-2";

describe("the inventory of the local AWS", () => {
  const store = new Store(join(temporaryFolder(), "aws.jsonl"));
  const inventory = new Inventory(store);
  const put = (type: string, key: string, properties: Record<string, string>): void => {
    store.put({ type, key, properties });
  };
  put(STAGE, `${region}/api-1/live`, { apiId: "api-1", name: "live", region });
  put(STAGE, `${region}/api-2/live`, { apiId: "api-2", name: "live", region });
  put(ATTACHMENT, "web/arn:aws:iam::aws:policy/ReadOnly", { role: "web" });
  const [first, second, attachment] = inventory.objects();

  it("gives each object the identifier a state has it under, in the order in which they were made", () => {
    assert.deepEqual(
      inventory.objects().map(({ type, id }) => [type, id]),
      [
        [STAGE, "live"],
        [STAGE, "live"],
        [ATTACHMENT, "web/arn:aws:iam::aws:policy/ReadOnly"],
      ],
    );
  });

  it("tells apart what has the same identifier in another place", () => {
    const stage = { type: STAGE, id: "live", properties: { apiId: "api-1", region } };
    assert.equal(inventory.isOf(stage, first!), true);
    assert.equal(inventory.isOf(stage, second!), false);
    assert.equal(
      inventory.isOf({ ...stage, properties: { apiId: "api-1", region: "eu-west-1" } }, first!),
      false,
    );
    assert.equal(inventory.isOf({ ...stage, id: "dev" }, first!), false);
    assert.equal(inventory.isOf({ ...stage, type: ATTACHMENT }, first!), false);
  });

  it("takes an object for the state's where what would tell is secret", () => {
    const secret = { ciphertext: "v1:abc" };
    const stage = { type: STAGE, id: "live", properties: { apiId: secret } };
    assert.equal(inventory.isOf(stage, first!), true);
    assert.equal(inventory.isOf(stage, second!), true);
  });

  it("removes objects for good", async () => {
    await inventory.remove([first!, attachment!]);
    assert.deepEqual(
      new Store(store.path).list().map(({ key }) => key),
      [`${region}/api-2/live`],
    );
  });
});
