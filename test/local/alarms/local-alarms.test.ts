import assert from "node:assert/strict";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { NOON } from "../events/world";
import { alarmed, MINUTE, ERRORS, NAME, SIMPLE } from "./alarmed";

describe("alarms", function () {
  this.timeout(MOTO_TIMEOUT);
  const { world, told, start, put, state, states, changes, sample, traffic } = alarmed();

  it("without data are in the state that the treatment of missing data says", async () => {
    await put({ ...SIMPLE, AlarmName: "missing" });
    await put({ ...SIMPLE, AlarmName: "ignore", TreatMissingData: "ignore" });
    await put({ ...SIMPLE, AlarmName: "breaching", TreatMissingData: "breaching" });
    await put({ ...SIMPLE, AlarmName: "notBreaching", TreatMissingData: "notBreaching" });
    const alarms = start();
    await alarms.settled();
    assert.equal(await state("notBreaching"), "INSUFFICIENT_DATA");
    world.clock.advance(MINUTE);
    await alarms.settled();
    assert.deepEqual(await Promise.all(["missing", "ignore", "breaching", "notBreaching"].map(state)), [
      "INSUFFICIENT_DATA",
      "INSUFFICIENT_DATA",
      "ALARM",
      "OK",
    ]);
    assert.deepEqual(changes().sort(), [
      "breaching: INSUFFICIENT_DATA -> ALARM",
      "notBreaching: INSUFFICIENT_DATA -> OK",
    ]);
    assert.deepEqual(world.said, []);
  });

  it("are not evaluated where they hold what is not modelled, which is said once, and others are", async () => {
    await put({ ...ERRORS, Metrics: [{ Id: "s", Expression: "SEARCH('{AWS/EC2} x', 'Sum')" }] });
    await put({ ...SIMPLE, TreatMissingData: "notBreaching" });
    const alarms = start();
    world.clock.advance(3 * MINUTE);
    await alarms.settled();
    assert.deepEqual(world.said, [
      `the alarm ${NAME} is not evaluated: ${NAME}.Metrics.s: Expression "SEARCH('{AWS/EC2} x', 'Sum')": must be metric math, got "'"; the local alarms do not model it`,
    ]);
    assert.equal(await state("slow"), "OK");
    assert.equal(await state(NAME), "INSUFFICIENT_DATA");
  });

  it("go off after two bad minutes of three, with as many requests as they ask for, and go back", async () => {
    await put(ERRORS);
    traffic(0, 10, 10); // too few to tell
    traffic(1, 100, 0); // no error is no point
    traffic(2, 100, 6);
    traffic(3, 100, 5); // not more than five per cent
    traffic(4, 50, 3);
    traffic(5, 100, 50);
    const alarms = start();
    assert.deepEqual(await states(alarms, NAME, 9), [
      ...["OK", "OK", "OK", "OK", "ALARM", "ALARM", "ALARM", "ALARM"],
      // The bad points stay in the range while no others come: AWS's rule.
      "ALARM",
    ]);
    traffic(9, 100, 0);
    traffic(10, 100, 0);
    assert.deepEqual(await states(alarms, NAME, 2), ["OK", "OK"]);
    assert.deepEqual(changes(), [
      `${NAME}: INSUFFICIENT_DATA -> OK`,
      `${NAME}: OK -> ALARM`,
      `${NAME}: ALARM -> OK`,
    ]);
  });

  it("are evaluated for every minute, in its turn, when the clock is moved over several at once", async () => {
    await put(SIMPLE);
    for (const [minute, seconds] of [1, 3, 1, 3].entries()) sample("TargetResponseTime", seconds, minute);
    const alarms = start();
    world.clock.advance(4 * MINUTE);
    await alarms.settled();
    assert.deepEqual(changes(), [
      "slow: INSUFFICIENT_DATA -> OK",
      "slow: OK -> ALARM",
      "slow: ALARM -> OK",
      "slow: OK -> ALARM",
    ]);
    assert.deepEqual(
      told.map(({ time }) => time),
      [1, 2, 3, 4].map((minute) => NOON + minute * MINUTE),
    );
  });

  it("see their metrics a minute later, unless told otherwise", async () => {
    await put({ ...SIMPLE, TreatMissingData: "notBreaching" });
    sample("TargetResponseTime", 3, 0);
    const alarms = start({ lagSeconds: 60 });
    assert.deepEqual(await states(alarms, "slow", 2), ["OK", "ALARM"]);
  });
});
