// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Rights, readRights } from "../../main/ts/contract/rights";
import { OwnRights } from "../../main/ts/room/ownRights";
import { Code, Failure } from "../../main/ts/wire/failure";
import { message } from "./fakes";

describe("OwnRights", () => {
  let asked: string[];
  let answer: () => Promise<Rights>;
  let changes: number;
  let ownRights: OwnRights;
  const hub = {
    may: (room: string): Promise<Rights> => {
      asked.push(room);
      return answer();
    },
  };

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    changes = 0;
    answer = () => Promise.resolve(readRights({ role: "owner", rights: ["send", "invite", "end"] }));
    ownRights = new OwnRights("r", "ann", () => {
      changes += 1;
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  it("lets write until the hub has said what may be done", async () => {
    expect([ownRights.may("send"), ownRights.may("leave"), ownRights.role]).toEqual([true, false, ""]);
    ownRights.open(hub);
    await settled();
    expect([ownRights.may("end"), ownRights.may("leave"), ownRights.role]).toEqual([true, false, "owner"]);
    expect(changes).toBe(1);
  });

  it("is that of a member where an older hub does not say it", async () => {
    answer = () => Promise.reject(new Failure(Code.FORBIDDEN));
    ownRights.open(hub);
    await settled();
    expect([ownRights.may("send"), ownRights.may("leave"), ownRights.may("remove")]).toEqual([true, true, false]);
  });

  it("is asked for again after what changes it", async () => {
    ownRights.open(hub);
    await settled();
    ownRights.take([
      message(1),
      message(2, { event: "joined", user: "bob" }),
      message(3, { event: "muted", user: "bob" }),
    ]);
    expect(asked).toHaveLength(1);
    ownRights.take([message(4, { event: "muted", user: "ann" })]);
    ownRights.take([message(5, { event: "role", user: "ann" }), message(6, { event: "changed" })]);
    await settled();
    expect(asked).toHaveLength(3);
    expect(changes).toBe(2);
  });

  it("is asked for again when a mute ends", async () => {
    const until = Date.now() + 60_000;
    answer = () => Promise.resolve({ role: "member", until, allowed: ["leave"] });
    ownRights.open(hub);
    await settled();
    expect([ownRights.may("send"), ownRights.until]).toEqual([false, until]);
    answer = () => Promise.resolve({ role: "member", allowed: ["send", "leave"] });
    await vi.advanceTimersByTimeAsync(61_000);
    expect([ownRights.may("send"), ownRights.until]).toEqual([true, undefined]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(2);
  });

  it("hears nothing of a connection that is gone", async () => {
    ownRights.open(hub);
    ownRights.close();
    await settled();
    ownRights.take([message(2, { event: "changed" })]);
    expect(changes).toBe(0);
    expect(asked).toHaveLength(1);
  });
});
