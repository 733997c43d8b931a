// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Bridge } from "../../main/ts/wire/bridge";
import { Code, Failure } from "../../main/ts/wire/failure";
import { FakeSocket } from "./fakes";

describe("Bridge", () => {
  let socket: FakeSocket;
  let bridge: Bridge;
  const closes: number[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    closes.length = 0;
    socket = new FakeSocket();
    bridge = new Bridge(socket, (code) => closes.push(code));
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("gives each answer to its own request, in text and in binary frames", async () => {
    const first = bridge.request("api.a", {});
    const second = bridge.request("api.b", {});
    const reply = JSON.stringify({ type: "rec", address: socket.request("api.b").replyAddress, body: { n: 2 } });
    socket.says(new TextEncoder().encode(reply).slice().buffer);
    socket.answers("api.a", { n: 1 });
    expect(await first).toEqual({ n: 1 });
    expect(await second).toEqual({ n: 2 });
  });

  it("turns a refusal into a failure with the number of the catalogue", async () => {
    const request = bridge.request("api.a", {});
    socket.refuses("api.a", 403, "FORBIDDEN: not here");
    await expect(request).rejects.toMatchObject({ code: Code.FORBIDDEN, retryable: false });
  });

  it("lets a refused request of the bus be tried again", () => {
    expect(Failure.of({ failureCode: -1, message: "no handlers" }).retryable).toBe(true);
  });

  it("reads when a busy hub wants to be asked again", () => {
    const told = { failureCode: 429, message: "TOO_MANY: busy; retry after 3 s" };
    expect(Failure.of({ ...told, retryAfter: 3 }).retryAfter).toBe(3_000);
    expect(Failure.of(told).retryAfter).toBe(0);
    expect(Failure.of({ ...told, retryAfter: -1 }).retryAfter).toBe(0);
    expect(Failure.of({ ...told, retryAfter: 1_000_000 }).retryAfter).toBe(60_000);
    expect(Failure.of({ ...told, retryAfter: "soon" }).retryAfter).toBe(0);
  });

  it("pings every 20 s until it is closed", () => {
    vi.advanceTimersByTime(40_000);
    expect(socket.frames).toEqual([{ type: "ping" }, { type: "ping" }]);
    socket.closes(1001);
    vi.advanceTimersByTime(40_000);
    expect(socket.frames).toHaveLength(2);
    expect(closes).toEqual([1001]);
  });

  it("gives up a line on which nothing comes any more", async () => {
    const request = bridge.request("api.a", {});
    const refused = expect(request).rejects.toMatchObject({ code: Code.DISCONNECTED });
    await vi.advanceTimersByTimeAsync(15_000);
    await refused;
    expect(closes).toEqual([1006]);
    expect(socket.isClosed).toBe(true);
  });

  it("keeps a line on which only one answer is missing", async () => {
    const request = bridge.request("api.a", {});
    const refused = expect(request).rejects.toMatchObject({ code: Code.UNAVAILABLE });
    await vi.advanceTimersByTimeAsync(10_000);
    socket.says({ type: "rec", address: "out.room.x", body: {} });
    await vi.advanceTimersByTimeAsync(5_000);
    await refused;
    expect(closes).toEqual([]);
  });

  it("says from where a feed goes on, as the text that headers are", () => {
    const feed = { event: () => undefined, refused: () => undefined };
    bridge.register("out.room.a", feed);
    bridge.register("out.room.b", feed, 0);
    expect(socket.frames).toEqual([
      { type: "register", address: "out.room.a" },
      { type: "register", address: "out.room.b", headers: { since: "0" } },
    ]);
  });

  it("ignores what it does not understand", () => {
    socket.onmessage?.({ data: "not json" } as MessageEvent);
    socket.says({ type: "err", body: "access_denied" });
    socket.says({ type: "rec", address: "nobody", body: {} });
    expect(closes).toEqual([]);
  });
});
