// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Extras } from "../../main/ts/contract/draft";
import type { Stored } from "../../main/ts/contract/hub";
import type { Decision } from "../../main/ts/contract/roomList";
import { Outbox, type Sender } from "../../main/ts/room/outbox";
import { showDecision } from "../../main/ts/showDecision";
import { Code, Failure } from "../../main/ts/wire/failure";
import { MemoryStore, message } from "./fakes";

/** A hub that stores a message once per id, when it is told to answer. */
class FakeSender implements Sender {
  readonly attempts: { clientId: string; text: string; extras: Extras }[] = [];
  outcomes: (Failure | "silence")[] = [];
  private readonly numbers = new Map<string, number>();

  send(_: string, clientId: string, text: string, extras: Extras): Promise<Stored> {
    this.attempts.push({ clientId, text, extras });
    const outcome = this.outcomes.shift();
    if (outcome === "silence") {
      return new Promise(() => undefined);
    }
    if (outcome) {
      return Promise.reject(outcome);
    }
    const seq = this.numbers.get(clientId) ?? this.numbers.size + 1;
    this.numbers.set(clientId, seq);
    return Promise.resolve({ seq, at: 0 });
  }
}

describe("Outbox", () => {
  let store: MemoryStore;
  let stored: string[];
  let outbox: Outbox;
  let hub: FakeSender;

  function fresh(user = "ann"): Outbox {
    return new Outbox(user, store, { changed: () => undefined, stored: ({ text }) => stored.push(text) });
  }

  beforeEach(() => {
    vi.useFakeTimers();
    store = new MemoryStore();
    stored = [];
    outbox = fresh();
    hub = new FakeSender();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const states = (): string[] => outbox.in("r").map(({ state }) => state);
  const ids = (sender: FakeSender): Set<string> => new Set(sender.attempts.map(({ clientId }) => clientId));

  it("sends in order, one after the other", async () => {
    outbox.open(hub);
    outbox.add("r", "one");
    outbox.add("r", "two");
    expect(hub.attempts).toHaveLength(1);
    await settle();
    expect(stored).toEqual(["one", "two"]);
    expect(states()).toEqual(["sent", "sent"]);
  });

  it("waits for the connection", async () => {
    outbox.add("r", "one");
    await settle();
    expect(states()).toEqual(["waiting"]);
    outbox.open(hub);
    await settle();
    expect(stored).toEqual(["one"]);
  });

  it("sends again under the same id when the answer was lost with the connection", async () => {
    hub.outcomes = ["silence"];
    outbox.open(hub);
    outbox.add("r", "one");
    outbox.close();
    const next = new FakeSender();
    outbox.open(next);
    await settle();
    expect(next.attempts).toEqual(hub.attempts);
    expect(states()).toEqual(["sent"]);
  });

  it("is done when the entry comes before the answer", () => {
    hub.outcomes = ["silence"];
    outbox.open(hub);
    outbox.add("r", "one");
    const clientId = [...ids(hub)][0] ?? "";
    outbox.settle("r", [message(7, { sender: "bob", clientId })], 7);
    expect(states()).toEqual(["sending"]);
    outbox.settle("r", [message(8, { sender: "ann", clientId })], 8);
    expect(states()).toEqual([]);
  });

  it("is done when the list shows the number of the answer", async () => {
    outbox.open(hub);
    outbox.add("r", "one");
    await settle();
    outbox.settle("r", [], 1);
    expect(states()).toEqual([]);
  });

  it("tries again by itself, with the same id, when that may help", async () => {
    hub.outcomes = [new Failure(Code.TOO_MANY), new Failure(Code.UNAVAILABLE)];
    outbox.open(hub);
    outbox.add("r", "one");
    outbox.add("r", "two");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.attempts.map(({ text }) => text)).toEqual(["one", "one", "one", "two"]);
    expect(ids(hub).size).toBe(2);
  });

  it("waits as long as a busy hub asks for, and sends the same message again", async () => {
    hub.outcomes = [new Failure(Code.TOO_MANY, "busy", 20_000)];
    outbox.open(hub);
    outbox.add("r", "one");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(hub.attempts).toHaveLength(1);
    expect(states()).toEqual(["waiting"]);
    expect(outbox.in("r")[0]?.problem).toBe("Too fast: this goes out in about 20 s.");
    await vi.advanceTimersByTimeAsync(3_000);
    expect(states()).toEqual(["sent"]);
    expect(outbox.in("r")[0]?.problem).toBeUndefined();
    expect(ids(hub).size).toBe(1);
  });

  it("asks the user when it does not help, and goes on with the next", async () => {
    hub.outcomes = [new Failure(Code.TOO_LARGE)];
    outbox.open(hub);
    outbox.add("r", "one");
    outbox.add("r", "two");
    await settle();
    expect(states()).toEqual(["failed", "sent"]);
    const [failed] = outbox.in("r");
    outbox.retry(failed?.clientId ?? "");
    await settle();
    expect(stored).toEqual(["two", "one"]);
    expect(ids(hub).size).toBe(2);
  });

  it("does not send again by itself what the hub closed the connection for", async () => {
    hub.outcomes = ["silence"];
    outbox.open(hub);
    outbox.add("r", "huge");
    outbox.close("A message was too large for the hub.");
    outbox = fresh();
    const next = new FakeSender();
    outbox.open(next);
    await settle();
    expect(next.attempts).toEqual([]);
    expect(outbox.in("r")[0]).toMatchObject({ state: "failed", problem: "A message was too large for the hub." });
  });

  it("survives a reload under the same id, for the same user only", async () => {
    hub.outcomes = ["silence"];
    outbox.open(hub);
    outbox.add("r", "one");
    expect(fresh("bob").in("r")).toEqual([]);
    outbox = fresh();
    const next = new FakeSender();
    outbox.open(next);
    await settle();
    expect(next.attempts).toEqual(hub.attempts);
    expect(fresh().in("r")).toEqual([]);
  });

  it("keeps all of a message over a reload: the same id means the same message", async () => {
    const extras: Extras = {
      kind: "code",
      data: { language: "c" },
      replyTo: 3,
      thread: 2,
      alsoInRoom: true,
      mentions: { users: ["bob"], roles: [], room: true },
    };
    outbox.add("r", "x", extras);
    outbox = fresh();
    outbox.open(hub);
    await settle();
    expect(hub.attempts[0]?.extras).toEqual(extras);
  });

  it("forgets what is discarded, and takes no more than it can keep", () => {
    outbox.add("r", "one");
    outbox.discard(outbox.in("r")[0]?.clientId ?? "");
    expect(states()).toEqual([]);
    const taken = Array.from({ length: 201 }, () => outbox.add("r", "x"));
    expect(taken.filter(Boolean)).toHaveLength(200);
  });

  it("lets what is for a room that is being joined wait, and nothing else", async () => {
    outbox.open(hub);
    outbox.hold("r", true);
    outbox.add("r", "early");
    outbox.add("other", "now");
    await settle();
    expect(hub.attempts.map(({ text }) => text)).toEqual(["now"]);
    outbox.hold("r", false);
    await settle();
    expect(hub.attempts.map(({ text }) => text)).toEqual(["now", "early"]);
  });

  it("says beside a message that a moderator has refused it, and of an edit elsewhere", async () => {
    hub.outcomes = [new Failure(Code.HELD)];
    outbox.open(hub);
    outbox.add("r", "a link");
    await settle();
    const said: string[] = [];
    const tell = (decision: Decision): void => showDecision(decision, outbox, (words) => said.push(words));
    const problem = (): string | undefined => outbox.in("r")[0]?.problem;
    const [clientId = ""] = ids(hub);
    tell({ clientId, isReleased: true, reason: "" });
    expect(problem()).toBe("A moderator looks at your message first.");
    tell({ clientId, isReleased: false, reason: "no links" });
    expect(problem()).toBe("A moderator has refused your message: no links.");
    tell({ clientId: "another", isReleased: false, reason: "" });
    tell({ isReleased: false, reason: "" });
    expect(said).toEqual(["A moderator has refused your edit."]);
    expect(states()).toEqual(["failed"]);
  });
});
