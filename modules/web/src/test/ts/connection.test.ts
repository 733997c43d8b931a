// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, socketAddress } from "../../main/ts/wire/connection";
import { FakeSocket } from "./fakes";

const LOGIN = "api.session.login";

describe("Connection", () => {
  let sockets: FakeSocket[];
  let told: string[];
  let retries: (number | undefined)[];
  let watched: boolean;
  let connection: Connection;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    sockets = [];
    told = [];
    retries = [];
    watched = false;
    const listener = {
      changed: (state: string, retryAt?: number) => {
        told.push(state);
        retries.push(retryAt);
      },
      ready: (_: unknown, user: string) => told.push(`ready ${user}`),
      lost: () => told.push("lost"),
      ended: (why: string) => told.push(`ended ${why}`),
    };
    const open = (): FakeSocket => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    };
    connection = new Connection("secret", listener, open, () => watched);
    connection.start();
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  function latest(): FakeSocket {
    const socket = sockets[sockets.length - 1];
    if (!socket) {
      throw new Error("no socket was opened");
    }
    return socket;
  }

  async function logIn(): Promise<void> {
    latest().opens();
    latest().answers(LOGIN, { user: "ann", expiresAt: "2030-01-01T00:00:00Z" });
    await vi.advanceTimersByTimeAsync(0);
  }

  it("logs in with the first frame and is online then", async () => {
    latest().opens();
    expect(latest().frames[0]).toMatchObject({ type: "send", address: LOGIN, body: { token: "secret" } });
    await logIn();
    expect(told).toEqual(["connecting", "online", "ready ann"]);
  });

  it("comes back within 1 s when the hub goes away", async () => {
    await logIn();
    latest().closes(1001);
    expect(told.slice(3)).toEqual(["lost", "reconnecting"]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
    await logIn();
    expect(told.slice(-2)).toEqual(["online", "ready ann"]);
  });

  it("gives a hub that keeps closing more and more time", async () => {
    latest().closes(1006);
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = sockets.length;
      await vi.advanceTimersByTimeAsync(wait / 2);
      expect(sockets).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(wait / 2);
      expect(sockets).toHaveLength(before + 1);
      latest().closes(1006);
    }
  });

  it("does not wait when the network is back", () => {
    latest().closes(1006);
    connection.hurry();
    expect(sockets).toHaveLength(2);
  });

  it("gives up a socket that does not get ready", async () => {
    await vi.advanceTimersByTimeAsync(15_000);
    expect(latest().isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });

  it.each([
    [4401, "ended newToken"],
    [4400, "ended never"],
    [4403, "ended never"],
    [4409, "ended never"],
    [4411, "ended never"],
    [4413, "ended never"],
  ])("stays away after %i", async (code, words) => {
    await logIn();
    latest().closes(code);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told.slice(-2)).toEqual(["offline", words]);
    connection.hurry();
    expect(sockets).toHaveLength(1);
  });

  it("needs a new token when the login is refused", async () => {
    latest().opens();
    latest().refuses(LOGIN, 401, "UNAUTHORIZED: token");
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told).toEqual(["connecting", "offline", "ended newToken"]);
    expect(sockets).toHaveLength(1);
  });

  it("comes back when the login fails for another reason", async () => {
    latest().opens();
    latest().refuses(LOGIN, 503, "UNAVAILABLE: later");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });

  it("says when it tries again", () => {
    latest().closes(1006);
    expect(retries).toEqual([undefined, Date.now() + 999]);
    connection.hurry();
    expect(retries[2]).toBeUndefined();
  });

  it("does not let a person wait long", async () => {
    watched = true;
    latest().closes(1006);
    for (const wait of [1_000, 2_000, 4_000, 6_000, 6_000, 6_000]) {
      const before = sockets.length;
      await vi.advanceTimersByTimeAsync(wait);
      expect(sockets).toHaveLength(before + 1);
      latest().closes(1006);
    }
  });

  it("takes a newer token for this socket and the next", async () => {
    await logIn();
    connection.renew("newer");
    expect(latest().request("api.session.refresh").body).toEqual({ token: "newer" });
    latest().refuses("api.session.refresh", 401, "UNAUTHORIZED: not newer");
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(["connecting", "online", "ready ann"]);
    latest().closes(1001);
    await vi.advanceTimersByTimeAsync(1_000);
    latest().opens();
    expect(latest().frames[0]).toMatchObject({ address: LOGIN, body: { token: "newer" } });
  });
});

describe("the address of the socket", () => {
  it.each([
    ["http://hub.example/", "ws://hub.example/eventbus/websocket"],
    ["https://hub.example:8443/?x=1#room=tea", "wss://hub.example:8443/eventbus/websocket"],
    ["https://shop.example/chat/#room=tea", "wss://shop.example/chat/eventbus/websocket"],
    ["https://shop.example/chat/index.html", "wss://shop.example/chat/eventbus/websocket"],
  ])("beside %s is %s", (href, address) => {
    expect(socketAddress({ href })).toBe(address);
  });
});
