// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readDetails } from "../../main/ts/contract/details";
import type { Entry, RoomEvent } from "../../main/ts/contract/entries";
import type { RoomRequests, Span } from "../../main/ts/contract/hub";
import { Room } from "../../main/ts/room/room";
import { Code, Failure } from "../../main/ts/wire/failure";
import { message, messages } from "./fakes";

/** One connection to a hub that holds a log. */
class FakeHub implements RoomRequests {
  readonly asked: string[] = [];
  feed: (event: RoomEvent) => void = () => undefined;
  end: (failure: Failure) => void = () => undefined;
  refusal: Failure | undefined;
  mostReplayed = 1_000;

  constructor(readonly log: Entry[]) {}

  join = (): Promise<void> => this.note("join");
  leave = (): Promise<void> => this.note("leave");
  typing = (): Promise<void> => this.note("typing");
  presence = (): Promise<[]> => Promise.resolve([]);
  visibility = "public";
  members = (): ReturnType<RoomRequests["members"]> => {
    const details = readDetails({ name: "Room", visibility: this.visibility });
    return Promise.resolve({ details, seq: this.log.length, members: [] });
  };
  unfollow = (): void => void this.asked.push("unfollow");

  follow(
    _: string,
    listener: (event: RoomEvent) => void,
    ended: (failure: Failure) => void,
    since?: number,
  ): Promise<void> {
    this.asked.push(since === undefined ? "follow" : `follow ${since}`);
    if (this.refusal) {
      return Promise.reject(this.refusal);
    }
    this.feed = listener;
    this.end = ended;
    this.answer(listener, since ?? this.log.length);
    return Promise.resolve();
  }

  private answer(listener: (event: RoomEvent) => void, since: number): void {
    const seq = this.log.length;
    if (since > seq || seq - since > this.mostReplayed) {
      listener({ kind: "reset", seq, reason: since > seq ? "ahead" : "too-far" });
    } else {
      listener({ kind: "position", seq: since });
      for (const entry of this.log.slice(since)) {
        listener({ kind: "entry", entry });
      }
    }
  }

  history(_: string, { before, after, limit }: Span): Promise<Entry[]> {
    this.asked.push(`history ${before ?? "-"} ${after ?? "-"}`);
    if (after !== undefined) {
      return Promise.resolve(this.log.filter(({ seq }) => seq > after).slice(0, limit));
    }
    return Promise.resolve(this.log.filter(({ seq }) => before === undefined || seq < before).slice(-limit));
  }

  private note(what: string): Promise<void> {
    this.asked.push(what);
    return Promise.resolve();
  }
}

describe("Room", () => {
  let phases: string[];
  let room: Room;

  beforeEach(() => {
    vi.useFakeTimers();
    phases = [];
    room = new Room("r", "ann", {
      phase: (phase) => phases.push(phase),
      entries: () => undefined,
      people: () => undefined,
      typing: () => undefined,
      problem: () => undefined,
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const seqs = (): number[] => room.timeline.entries.map(({ seq }) => seq);
  const all = (to: number, from = 1): number[] => messages(from, to).map(({ seq }) => seq);

  it("joins, listens, and only then reads the newest page", async () => {
    const hub = new FakeHub(messages(1, 80));
    await room.enter(hub);
    expect(hub.asked).toEqual(["join", "follow", "history - -"]);
    expect(seqs()).toEqual(all(80, 31));
    expect(phases).toEqual(["entering", "in"]);
  });

  it("goes on from its last entry when it comes back, and neither joins nor reads again", async () => {
    await room.enter(new FakeHub(messages(1, 10)));
    room.pause();
    const hub = new FakeHub(messages(1, 240));
    await room.enter(hub);
    expect(hub.asked).toEqual(["follow 10"]);
    expect(seqs()).toEqual(all(240));
  });

  it("reads page by page what the hub does not send again", async () => {
    await room.enter(new FakeHub(messages(1, 10)));
    room.pause();
    const hub = new FakeHub(messages(1, 240));
    hub.mostReplayed = 100;
    await room.enter(hub);
    expect(hub.asked).toEqual(["follow 10", "history - 10", "history - 110", "history - 210"]);
    expect(seqs()).toEqual(all(240));
    hub.feed({ kind: "entry", entry: message(241) });
    expect(seqs()).toEqual(all(241));
  });

  it("begins anew when it missed very much", async () => {
    await room.enter(new FakeHub(messages(1, 10)));
    room.pause();
    await room.enter(new FakeHub(messages(1, 1_900)));
    expect(seqs()).toEqual(all(1_900, 1_851));
  });

  it("drops what it has when the hub knows another log", async () => {
    await room.enter(new FakeHub(messages(1, 60)));
    room.pause();
    const hub = new FakeHub(messages(1, 20));
    await room.enter(hub);
    expect(hub.asked).toEqual(["follow 60", "history - -"]);
    expect(seqs()).toEqual(all(20));
    hub.feed({ kind: "entry", entry: message(21) });
    expect(seqs()).toEqual(all(21));
  });

  it("fetches a hole in the feed after a moment", async () => {
    const hub = new FakeHub(messages(1, 5));
    await room.enter(hub);
    hub.log.push(...messages(6, 8));
    hub.feed({ kind: "entry", entry: message(8) });
    expect(seqs()).toEqual(all(5));
    await vi.advanceTimersByTimeAsync(300);
    expect(hub.asked.pop()).toBe("history - 5");
    expect(seqs()).toEqual(all(8));
  });

  it("asks nothing when the missing entry comes by itself", async () => {
    const hub = new FakeHub(messages(1, 5));
    await room.enter(hub);
    const asked = hub.asked.length;
    hub.feed({ kind: "entry", entry: message(7) });
    hub.feed({ kind: "entry", entry: message(6) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hub.asked).toHaveLength(asked);
    expect(seqs()).toEqual(all(7));
  });

  it("shows an acknowledged message once, though its entry comes as well", async () => {
    const hub = new FakeHub(messages(1, 2));
    await room.enter(hub);
    room.acknowledged(message(3, { sender: "ann", clientId: "c" }));
    hub.feed({ kind: "entry", entry: message(3, { sender: "ann", clientId: "c" }) });
    expect(seqs()).toEqual(all(3));
  });

  it("reads older pages until the first entry", async () => {
    await room.enter(new FakeHub(messages(1, 120)));
    await room.loadOlder();
    await room.loadOlder();
    expect(seqs()).toEqual(all(120));
    expect(room.hasOlder).toBe(false);
  });

  it("is out once this user is removed", async () => {
    const hub = new FakeHub(messages(1, 2));
    await room.enter(hub);
    hub.feed({ kind: "entry", entry: message(3, { event: "removed", user: "ann" }) });
    hub.end(new Failure(Code.FORBIDDEN));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(room.phase).toBe("out");
    expect(hub.asked.filter((what) => what === "follow")).toHaveLength(1);
  });

  it("follows anew when the hub ends the feed for a reason of its own", async () => {
    const hub = new FakeHub(messages(1, 2));
    await room.enter(hub);
    hub.log.push(...messages(3, 4));
    hub.end(new Failure(Code.UNAVAILABLE));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seqs()).toEqual(all(4));
    expect(room.phase).toBe("in");
  });

  it("is out when the membership ended while it was away", async () => {
    await room.enter(new FakeHub(messages(1, 2)));
    room.pause();
    const hub = new FakeHub(messages(1, 4));
    hub.refusal = new Failure(Code.FORBIDDEN);
    await room.enter(hub);
    expect(room.phase).toBe("out");
  });

  it.each([Code.FORBIDDEN, Code.NOT_FOUND])("is missing where it is hidden: %i", async (code) => {
    const hub = new FakeHub([]);
    hub.refusal = new Failure(code);
    await room.enter(hub);
    expect(room.phase).toBe("missing");
  });

  it("is refused where it takes no more members", async () => {
    const hub = new FakeHub([]);
    hub.refusal = new Failure(Code.CONFLICT);
    await room.enter(hub);
    expect(room.phase).toBe("refused");
  });

  it.each(["public", "private"])("lets those in who were removed if its rules do: %s", async (visibility) => {
    const hub = new FakeHub(messages(1, 2));
    hub.visibility = visibility;
    await room.enter(hub);
    hub.feed({ kind: "entry", entry: message(3, { event: "removed", user: "ann" }) });
    expect(room.phase).toBe("out");
    expect(room.details.isOpen).toBe(visibility === "public");
  });

  it("is over for all once it has ended, and asks for nothing more", async () => {
    const hub = new FakeHub(messages(1, 2));
    await room.enter(hub);
    hub.feed({ kind: "entry", entry: message(3, { event: "ended" }) });
    hub.end(new Failure(Code.FORBIDDEN));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(room.phase).toBe("out");
    expect(room.details.isOver).toBe(true);
    expect(room.details.isOpen).toBe(false);
    expect(hub.asked.filter((what) => what === "follow")).toHaveLength(1);
  });

  it("may be tried again after a ban, which may be for a time", async () => {
    const hub = new FakeHub(messages(1, 2));
    await room.enter(hub);
    hub.feed({ kind: "entry", entry: message(3, { event: "banned", user: "ann" }) });
    expect(room.phase).toBe("refused");
  });

  it("shows nobody as typing who has just sent", async () => {
    const hub = new FakeHub(messages(1, 2));
    await room.enter(hub);
    hub.feed({ kind: "typing", user: "bob", typing: true, expiresAt: Date.now() + 3_000 });
    hub.feed({ kind: "typing", user: "ann", typing: true, expiresAt: Date.now() + 3_000 });
    expect(room.typists.users).toEqual(["bob"]);
    hub.feed({ kind: "entry", entry: message(3) });
    expect(room.typists.users).toEqual([]);
  });
});
