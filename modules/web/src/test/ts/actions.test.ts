// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Actions } from "../../main/ts/actions";
import { readMembers } from "../../main/ts/contract/entries";
import { Hub } from "../../main/ts/contract/hub";
import type { RoomInfo } from "../../main/ts/contract/roomList";
import type { MemberAction } from "../../main/ts/room/memberActions";
import { Room } from "../../main/ts/room/room";
import { Bridge } from "../../main/ts/wire/bridge";
import type { JsonObject } from "../../main/ts/wire/json";
import { FakeSocket } from "./fakes";

describe("the buttons of the page", () => {
  let socket: FakeSocket;
  let said: string;
  let opened: RoomInfo[];
  let chosen: string[];
  let links: string[];
  let blocked: [string, boolean][];
  let phases: string[];
  let room: Room;
  let hub: Hub | undefined;
  let actions: Actions;

  beforeEach(() => {
    vi.stubGlobal("location", { href: "https://chat.example/hub/#room=tea" });
    socket = new FakeSocket();
    hub = new Hub(new Bridge(socket, () => undefined));
    said = "";
    opened = [];
    chosen = [];
    links = [];
    blocked = [];
    const nothing = (): undefined => undefined;
    phases = [];
    const phase = (now: string, words: string): number => phases.push(`${now}: ${words}`);
    const listener = { phase, entries: nothing, people: nothing, typing: nothing, problem: nothing };
    room = new Room("tea", "ann", listener);
    room.directory.load({ seq: 1, members: [{ user: "bob", role: "member", profile: { name: "Bob" } }] }, []);
    actions = new Actions({
      get hub() {
        return hub;
      },
      page: { room },
      statusText: "At work",
      blocks: { set: (user, isBlocked) => blocked.push([user, isBlocked]) },
      say: (words) => {
        said = words;
      },
      open: (info) => opened.push(info),
      choose: (id) => chosen.push(id),
      showInvite: (link) => links.push(link),
    });
    return () => vi.unstubAllGlobals();
  });

  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const answered = async (address: string, body: JsonObject = {}): Promise<JsonObject> => {
    const asked = socket.request(address).body;
    socket.answers(address, body);
    await settled();
    return asked;
  };

  it("make a room, or a session", async () => {
    actions.create("Talk", "session");
    expect(await answered("api.rooms.create", { room: "r1" })).toEqual({ name: "Talk", kind: "session" });
    expect(opened).toMatchObject([{ room: "r1", name: "Talk", kind: "session", role: "owner" }]);
  });

  it("open the room of two, under the name of the other one", async () => {
    actions.act("bob", "message");
    expect(await answered("api.rooms.create", { room: "direct:1" })).toEqual({ kind: "direct", members: ["bob"] });
    expect(opened).toMatchObject([{ room: "direct:1", name: "Bob", kind: "direct", user: "bob" }]);
  });

  it("accept and decline what one is invited to", async () => {
    actions.join("jam");
    await answered("api.rooms.join");
    actions.decline("pie");
    expect(await answered("api.rooms.leave")).toEqual({ room: "pie" });
    expect(chosen).toEqual(["jam"]);
  });

  it("give a link that lets others in for a week", async () => {
    actions.invite();
    expect(await answered("api.invites.create", { code: "Ab1" })).toEqual({ room: "tea", seconds: 604_800 });
    expect(links).toEqual(["https://chat.example/hub/#invite=Ab1"]);
  });

  it("show the same link again for an hour, and then another one", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const made = (): number => socket.frames.filter(({ address }) => address === "api.invites.create").length;
    actions.invite();
    await answered("api.invites.create", { code: "Ab1" });
    actions.invite();
    await settled();
    expect([links.length, new Set(links).size, made()]).toEqual([2, 1, 1]);
    vi.setSystemTime(Date.now() + 3_600_000);
    actions.invite();
    await answered("api.invites.create", { code: "Ab2" });
    expect(links[2]).toBe("https://chat.example/hub/#invite=Ab2");
    vi.useRealTimers();
  });

  it.each<[MemberAction, string, JsonObject]>([
    ["mute", "api.rooms.mute", { seconds: 600 }],
    ["unmute", "api.rooms.mute", { seconds: 0 }],
    ["remove", "api.rooms.kick", {}],
    ["ban", "api.rooms.ban", {}],
    ["moderator", "api.rooms.role", { role: "moderator" }],
    ["member", "api.rooms.role", { role: "member" }],
    ["owner", "api.rooms.role", { role: "owner" }],
  ])("act on a member: %s", async (action, address, body) => {
    actions.act("bob", action);
    expect(await answered(address)).toEqual({ room: "tea", user: "bob", ...body });
    expect(said).toBe("");
  });

  it("block a user, and do so no more", async () => {
    actions.act("bob", "block");
    expect(await answered("api.users.block")).toEqual({ user: "bob" });
    actions.act("bob", "unblock");
    expect(await answered("api.users.unblock")).toEqual({ user: "bob" });
    actions.act("bob", "block");
    socket.refuses("api.users.block", 409, "CONFLICT: 1000 users are blocked (expected: at most 1000)");
    await settled();
    expect(blocked).toEqual([
      ["bob", true],
      ["bob", false],
    ]);
  });

  it("end a room for all, and choose how one is shown", async () => {
    actions.end();
    expect(await answered("api.rooms.end")).toEqual({ room: "tea" });
    actions.showAs("away");
    expect(await answered("api.presence.status")).toEqual({ status: "away", text: "At work" });
  });

  it("keep a room above the others, without a notice, or below them", async () => {
    actions.keep("tea", "pinned", true);
    expect(await answered("api.rooms.mark")).toEqual({ room: "tea", pinned: true });
    actions.keep("tea", "archived", false);
    expect(await answered("api.rooms.mark")).toEqual({ room: "tea", archived: false });
  });

  it("leave a room, also a channel, which does not say so by an entry", async () => {
    actions.leave();
    expect(await answered("api.rooms.leave")).toEqual({ room: "tea" });
    expect(phases).toEqual([]);
    room.details.load(readMembers({ room: "tea", kind: "channel", seq: 2 }));
    actions.leave();
    await answered("api.rooms.leave");
    expect(phases).toEqual(["out: You left this room."]);
  });

  it("say in words what the hub refuses", async () => {
    actions.act("bob", "remove");
    socket.refuses("api.rooms.kick", 403, "FORBIDDEN: only a stronger role removes a member");
    await settled();
    expect(said).toBe("Only a stronger role removes a member.");
    actions.act("bob", "message");
    socket.refuses("api.rooms.create", 404, "NOT_FOUND: no such user");
    await settled();
    expect(said).toBe("That does not exist.");
    actions.act("bob", "message");
    socket.refuses("api.rooms.create", 403, "FORBIDDEN: no such room, or closed to you");
    await settled();
    expect(said).toBe("You cannot write to Bob.");
    actions.leave();
    socket.refuses("api.rooms.leave", 409, "CONFLICT: the last owner (expected: another owner first)");
    await settled();
    expect(said).toContain("You are the last owner");
  });

  it("ask to be tried again without a connection", () => {
    hub = undefined;
    actions.end();
    expect(said).toContain("Not connected");
  });
});
