// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Hub } from "../../main/ts/contract/hub";
import { MyRooms } from "../../main/ts/room/myRooms";
import { Bridge } from "../../main/ts/wire/bridge";
import type { JsonObject } from "../../main/ts/wire/json";
import { FakeSocket } from "./fakes";

describe("MyRooms", () => {
  let socket: FakeSocket;
  let rooms: MyRooms;
  let changes: number;

  beforeEach(() => {
    vi.useFakeTimers();
    changes = 0;
    rooms = new MyRooms(() => {
      changes += 1;
    });
    connect();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function connect(): void {
    socket = new FakeSocket();
    rooms.open(new Hub(new Bridge(socket, () => undefined)));
  }

  function told(body: JsonObject): void {
    socket.says({ type: "rec", address: "out.user", body });
  }

  const requests = (): number => socket.frames.filter(({ address }) => address === "api.rooms.list").length;
  const registrations = (): number => socket.frames.filter(({ type }) => type === "register").length;
  const listed = async (...ids: string[]): Promise<void> => {
    socket.answers("api.rooms.list", { rooms: ids.map((room) => ({ room, name: room.toUpperCase() })) });
    await vi.advanceTimersByTimeAsync(0);
  };
  const shown = (): string[] => rooms.list.map(({ name }) => name);

  it("asks for the list at each position, and shows what comes then at once", async () => {
    expect(requests()).toBe(0);
    told({ event: "position" });
    expect(rooms.isLoaded).toBe(false);
    await listed("tea");
    expect(rooms.isLoaded).toBe(true);
    told({ event: "chat", room: "jam", name: "Jam", role: "member", seq: 4 });
    expect(shown()).toEqual(["TEA", "Jam"]);
    told({ event: "chat", room: "jam", name: "Plum jam", role: "member", seq: 5 });
    told({ event: "removed", room: "tea" });
    expect(shown()).toEqual(["Plum jam"]);
    expect(changes).toBe(4);
    told({ event: "position" });
    await listed("tea", "jam");
    expect(shown()).toEqual(["TEA", "JAM"]);
  });

  it("keeps what was told while the list was on its way", async () => {
    told({ event: "position" });
    told({ event: "chat", room: "jam", name: "Jam" });
    told({ event: "removed", room: "tea" });
    await listed("tea", "pie");
    expect(shown()).toEqual(["PIE", "Jam"]);
  });

  it("asks once more when it was told to meanwhile", async () => {
    told({ event: "position" });
    told({ event: "position" });
    told({ event: "position" });
    expect(requests()).toBe(1);
    await listed("tea");
    expect(requests()).toBe(2);
    await listed("jam");
    expect(shown()).toEqual(["JAM"]);
    expect(requests()).toBe(2);
  });

  it("registers again while the hub says that trying again helps", async () => {
    socket.says({ type: "err", address: "out.user", failureCode: 503, message: "UNAVAILABLE: the store is away" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registrations()).toBe(2);
    told({ event: "position" });
    await listed("tea");
    expect(shown()).toEqual(["TEA"]);
  });

  it("does without the feed where the hub refuses it", async () => {
    socket.says({ type: "err", address: "out.user", failureCode: 403, message: "FORBIDDEN: address is not exposed" });
    await vi.advanceTimersByTimeAsync(0);
    await listed("tea");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registrations()).toBe(1);
    expect(shown()).toEqual(["TEA"]);
  });

  it("hears nothing of an old connection, and ignores what it does not know", async () => {
    const old = socket;
    rooms.close();
    connect();
    old.says({ type: "rec", address: "out.user", body: { event: "chat", room: "old", name: "Old" } });
    told({ event: "raised-hand", room: "tea" });
    told({ event: "chat" });
    expect(shown()).toEqual([]);
    expect(changes).toBe(0);
  });

  it("shows a room that the page has made before the hub tells it", () => {
    rooms.add({ room: "tea", name: "Tea" });
    expect(shown()).toEqual(["Tea"]);
    expect(rooms.nameOf("tea")).toBe("Tea");
    expect(rooms.nameOf("jam")).toBe("");
  });
});
