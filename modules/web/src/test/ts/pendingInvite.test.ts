// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetInvite, keepInvite, keptInvite } from "../../main/ts/session/keptInvite";
import { PendingInvite } from "../../main/ts/session/pendingInvite";
import { Code, Failure } from "../../main/ts/wire/failure";
import { MemoryStore } from "./fakes";

describe("an invite", () => {
  const accepted: string[] = [];
  let store: MemoryStore;
  let failures: Failure[];
  const hub = {
    accept: (code: string): Promise<string> => {
      accepted.push(code);
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve("tea");
    },
  };

  beforeEach(() => {
    vi.useFakeTimers();
    accepted.length = 0;
    failures = [];
    store = new MemoryStore();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("is kept while its user logs in", () => {
    keepInvite(store, "abc");
    expect(keptInvite(store)).toBe("abc");
    expect(new PendingInvite(store, undefined).isWaiting).toBe(true);
    forgetInvite(store);
    expect(new PendingInvite(store, undefined).isWaiting).toBe(false);
  });

  it("leads to its room, once", async () => {
    keepInvite(store, "abc");
    const pendingInvite = new PendingInvite(store, "abc");
    expect(await pendingInvite.accept(hub, () => true)).toEqual({ room: "tea" });
    expect(pendingInvite.isWaiting).toBe(false);
    expect(keptInvite(store)).toBeUndefined();
    expect(await pendingInvite.accept(hub, () => true)).toBeUndefined();
    pendingInvite.take("def");
    await pendingInvite.accept(hub, () => true);
    expect(accepted).toEqual(["abc", "def"]);
  });

  it.each([Code.FORBIDDEN, Code.BAD_REQUEST])("that is void says so in words: %i", async (code) => {
    failures = [new Failure(code, "no such invite, or it is void")];
    const pendingInvite = new PendingInvite(store, "abc");
    expect(await pendingInvite.accept(hub, () => true)).toEqual({
      words: expect.stringContaining("does not let you in"),
    });
    expect(pendingInvite.isWaiting).toBe(false);
  });

  it("that is refused for another reason says that", async () => {
    failures = [new Failure(Code.CONFLICT, "the room is full")];
    expect(await new PendingInvite(store, "abc").accept(hub, () => true)).toEqual({ words: "the room is full" });
  });

  it("is tried again while that may help", async () => {
    failures = [new Failure(Code.UNAVAILABLE)];
    const outcome = new PendingInvite(store, "abc").accept(hub, () => true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await outcome).toEqual({ room: "tea" });
  });

  it("waits for the next connection when this one breaks", async () => {
    failures = [new Failure(Code.DISCONNECTED)];
    const pendingInvite = new PendingInvite(store, "abc");
    expect(await pendingInvite.accept(hub, () => true)).toBeUndefined();
    expect(await pendingInvite.accept(hub, () => true)).toEqual({ room: "tea" });
  });
});
