// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { OwnStatus } from "../../main/ts/ownStatus";

describe("OwnStatus", () => {
  let shown: string[];
  let own: OwnStatus;

  beforeEach(() => {
    shown = [];
    own = new OwnStatus((status) => shown.push(status));
  });

  it("is what was told last", () => {
    own.take({ status: "away", text: "At lunch" });
    expect(own.text).toBe("At lunch");
    own.take({ status: "online" });
    expect(own.text).toBeUndefined();
    expect(shown).toEqual(["away", "online"]);
  });

  it("stays in a room that does not tell it", () => {
    own.take({ status: "invisible", text: "Busy" });
    own.take({ status: undefined, text: "" });
    expect(own.text).toBe("Busy");
    expect(shown).toEqual(["invisible"]);
  });
});
