import assert from "node:assert/strict";
import { join } from "node:path";
import { cacheFolder } from "../../../local/engine/cache-folder";

describe("cacheFolder", () => {
  it("is what MULTISTAGE_CACHE_DIR says, from the working folder if need be", () => {
    const others = { XDG_CACHE_HOME: "/xdg", HOME: "/home/ada" };
    assert.equal(cacheFolder({ MULTISTAGE_CACHE_DIR: "/own", ...others }), "/own");
    assert.equal(cacheFolder({ MULTISTAGE_CACHE_DIR: "own", ...others }), join(process.cwd(), "own"));
  });

  it("stands in the desktop's cache folder, else in the home's", () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/xdg", HOME: "/home/ada" }), "/xdg/multistage");
    assert.equal(cacheFolder({ HOME: "/home/ada" }), "/home/ada/.cache/multistage");
  });

  it("takes an empty variable, or a relative desktop folder, for none", () => {
    const env = { MULTISTAGE_CACHE_DIR: "", XDG_CACHE_HOME: "relative", HOME: "/home/ada" };
    assert.equal(cacheFolder(env), "/home/ada/.cache/multistage");
  });
});
