import assert from "node:assert/strict";
import { MovedClock, realClock } from "../../../local/clock/clock";

describe("a clock that is moved", () => {
  it("runs what becomes due in the order of its time, and what was asked for first of two at once", () => {
    const clock = new MovedClock(1_000);
    const ran: string[] = [];
    const note = (what: string) => () => ran.push(`${what} at ${clock.now()}`);
    clock.after(20, note("late"));
    clock.after(10, note("first"));
    clock.after(10, note("second"));
    clock.advance(15);
    assert.deepEqual(ran, ["first at 1010", "second at 1010"]);
    assert.equal(clock.now(), 1_015);
    clock.advance(5);
    assert.deepEqual(ran.slice(2), ["late at 1020"]);
  });

  it("runs what was asked for on the way, and nothing that was called off", () => {
    const clock = new MovedClock(0);
    const ran: number[] = [];
    const tick = (): void => {
      ran.push(clock.now());
      clock.after(10, tick);
    };
    clock.after(10, tick);
    clock.after(15, () => ran.push(-1))();
    clock.advance(35);
    assert.deepEqual(ran, [10, 20, 30]);
  });
});

describe("the machine's clock", () => {
  it("runs what it is asked to, once, and not what was called off", async () => {
    const ran: string[] = [];
    realClock.after(1, () => ran.push("called off"))();
    await new Promise<void>((resolve) => {
      const keep = setInterval(() => undefined, 1_000);
      realClock.after(1, () => {
        ran.push("ran");
        clearInterval(keep);
        resolve();
      });
    });
    assert.deepEqual(ran, ["ran"]);
  });
});
