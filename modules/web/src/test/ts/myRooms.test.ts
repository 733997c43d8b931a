// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Hub } from "../../main/ts/contract/hub";
import type { PresenceState } from "../../main/ts/contract/presence";
import type { Decision } from "../../main/ts/contract/roomList";
import { MyRooms } from "../../main/ts/room/myRooms";
import { Bridge } from "../../main/ts/wire/bridge";
import type { JsonObject } from "../../main/ts/wire/json";
import { FakeSocket } from "./fakes";

describe("MyRooms", () => {
  let socket: FakeSocket;
  let rooms: MyRooms;
  let changes: number;
  let shownAs: PresenceState[];
  let reviews: string[];
  let decisions: Decision[];

  beforeEach(() => {
    vi.useFakeTimers();
    changes = 0;
    shownAs = [];
    reviews = [];
    decisions = [];
    rooms = new MyRooms({
      changed: () => {
        changes += 1;
      },
      shownAs: (state) => shownAs.push(state),
      review: (room) => reviews.push(room),
      decided: (decision) => decisions.push(decision),
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

  it("passes on what is said about messages that wait for a moderator", () => {
    told({ event: "review", room: "tea", waiting: 2 });
    told({ event: "review" });
    told({ event: "held", room: "tea", id: "1", clientId: "c", result: "dropped", reason: "no" });
    told({ event: "held", room: "tea", id: "2", target: 3, result: "released", seq: 9 });
    expect(reviews).toEqual(["tea"]);
    expect(decisions).toMatchObject([
      { clientId: "c", isReleased: false, reason: "no" },
      { isReleased: true, reason: "" },
    ]);
    expect(changes).toBe(0);
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

  const unread = (): unknown[] => rooms.list.map((info) => [info.room, info.unread, info.mentions]);

  it("counts what is unread as the hub does, and takes what was read on another device", async () => {
    told({ event: "position" });
    await listed("tea");
    expect(unread()).toEqual([["tea", undefined, undefined]]);
    told({ event: "chat", room: "tea", name: "Tea", seq: 9, unread: 4, mentions: 1 });
    expect(unread()).toEqual([["tea", 4, 1]]);
    told({ event: "read", room: "tea", seq: 8, unread: 1 });
    expect(unread()).toEqual([["tea", 1, 1]]);
    told({ event: "read", room: "tea", seq: 9, unread: 0 });
    expect(unread()).toEqual([["tea", 0, 0]]);
    told({ event: "read", room: "jam", seq: 9, unread: 3 });
    rooms.read("tea", { seq: 9, unread: 2 });
    expect(unread()).toEqual([["tea", 2, 0]]);
  });

  it("is not misled by a row, or an answer, that is older than what the user has read", async () => {
    told({ event: "position" });
    await listed("tea");
    told({ event: "chat", room: "tea", name: "Tea", seq: 9, read: 5, unread: 4, mentions: 0 });
    rooms.read("tea", { seq: 9, unread: 0 });
    told({ event: "chat", room: "tea", name: "Tea", seq: 9, read: 5, unread: 4, mentions: 0 });
    expect(unread()).toEqual([["tea", 0, 0]]);
    told({ event: "chat", room: "tea", name: "Tea", seq: 11, read: 5, unread: 6, mentions: 0 });
    expect(unread()).toEqual([["tea", 2, 0]]);
    told({ event: "read", room: "tea", seq: 7, unread: 4 });
    expect(unread()).toEqual([["tea", 2, 0]]);
    told({ event: "chat", room: "tea", name: "Tea", seq: 12, read: 9, unread: 3, mentions: 0 });
    expect(unread()).toEqual([["tea", 3, 0]]);
  });

  it("keeps what the user has read while the list was on its way", async () => {
    told({ event: "position" });
    rooms.read("tea", { seq: 9, unread: 0 });
    socket.answers("api.rooms.list", { rooms: [{ room: "tea", name: "Tea", seq: 9, read: 5, unread: 4 }] });
    await vi.advanceTimersByTimeAsync(0);
    expect(unread()).toEqual([["tea", 0, 0]]);
  });

  it("takes how the user keeps a room on another device, and reading takes the mark away", async () => {
    const marked = (): unknown => rooms.list[0]?.flags;
    told({ event: "position" });
    await listed("tea");
    told({ event: "marked", room: "tea", unread: true, pinned: true, muted: false, archived: false });
    expect(marked()).toEqual({ marked: true, pinned: true, muted: false, archived: false });
    told({ event: "read", room: "tea", seq: 9, unread: 0 });
    expect(marked()).toEqual({ marked: false, pinned: true, muted: false, archived: false });
  });

  it("asks for the list now and then only where the feed does not tell of all rooms", async () => {
    told({ event: "position" });
    await listed("tea");
    rooms.refresh();
    expect(requests()).toBe(1);
    told({ event: "position", partial: true });
    await listed("tea");
    rooms.refresh();
    expect(requests()).toBe(3);
    await listed("tea", "jam");
    rooms.close();
    rooms.refresh();
    expect(requests()).toBe(3);
    expect(shown()).toEqual(["TEA", "JAM"]);
  });

  it("passes on what the user is shown as", () => {
    told({ event: "presence", user: "ann", online: true, status: "invisible" });
    expect(shownAs).toEqual([{ user: "ann", online: true, status: "invisible" }]);
    expect(changes).toBe(0);
  });

  it("takes what was told while the list was on its way in the order in which it came", async () => {
    told({ event: "position" });
    told({ event: "chat", room: "tea", name: "Tea", unread: 1 });
    told({ event: "read", room: "tea", seq: 5, unread: 0 });
    told({ event: "chat", room: "tea", name: "Tea", unread: 2 });
    await listed("tea");
    expect(unread()).toEqual([["tea", 2, undefined]]);
  });

  it("reads the list page by page, and takes a room that comes twice as it is later", async () => {
    told({ event: "position" });
    expect(socket.request("api.rooms.list").body).toEqual({ limit: 200 });
    socket.answers("api.rooms.list", { rooms: [{ room: "tea", name: "Tea", unread: 1 }], next: "p2" });
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.request("api.rooms.list").body).toEqual({ limit: 200, after: "p2" });
    const second = [
      { room: "jam", name: "Jam", unread: 0 },
      { room: "tea", name: "Tea", unread: 2 },
    ];
    socket.answers("api.rooms.list", { rooms: second });
    await vi.advanceTimersByTimeAsync(0);
    expect(unread()).toEqual([
      ["tea", 2, undefined],
      ["jam", 0, undefined],
    ]);
    expect(requests()).toBe(2);
  });

  it("keeps the name of a direct room that the hub does not name", async () => {
    rooms.add({ room: "direct:1", name: "Bob", kind: "direct", role: "member", user: "bob" });
    told({ event: "chat", room: "direct:1", kind: "direct", seq: 2 });
    expect(rooms.nameOf("direct:1")).toBe("Bob");
    told({ event: "position" });
    socket.answers("api.rooms.list", { rooms: [{ room: "direct:1", kind: "direct" }] });
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.nameOf("direct:1")).toBe("Bob");
  });

  it("shows a room that the page has made before the hub tells it", () => {
    rooms.add({ room: "tea", name: "Tea", kind: "group", role: "owner" });
    expect(shown()).toEqual(["Tea"]);
    expect(rooms.nameOf("tea")).toBe("Tea");
    expect(rooms.nameOf("jam")).toBe("");
  });

  it("keeps what it knows of a direct room that is opened again", () => {
    told({ event: "chat", room: "direct:1", kind: "direct", name: "Bob", seq: 4, unread: 2 });
    rooms.add({ room: "direct:1", name: "bob", kind: "direct", role: "member", at: 5 });
    expect(rooms.list).toEqual([{ room: "direct:1", kind: "direct", name: "Bob", role: "member", seq: 4, unread: 2 }]);
  });
});
