// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Entry, readEntry } from "../../main/ts/contract/entries";
import { Directory } from "../../main/ts/room/directory";
import { Lookalikes, outline, tagOf } from "../../main/ts/text/lookalikes";
import { message } from "./fakes";

function created(owner: { user?: string }): Entry {
  const source = { event: "created", seq: 1, sender: "server", at: "2026-11-20T09:30:00Z", ...owner };
  const entry = readEntry(source);
  if (entry === undefined) {
    throw new Error("not an entry");
  }
  return entry;
}

it("makes the named user the owner of a room, not its creator", () => {
  const directory = new Directory();
  directory.apply(created({ user: "ann" }));
  expect(directory.people.map(({ user, role }) => `${user} ${role}`)).toEqual(["ann owner"]);
});

it("knows no owner where none is named", () => {
  const directory = new Directory();
  expect(directory.apply(created({}))).toBe(false);
  expect(directory.people).toEqual([]);
});

describe("who is online", () => {
  const ann = { user: "ann", role: "member", profile: {} };

  it("is known only while there is a connection", () => {
    const directory = new Directory();
    directory.load({ seq: 0, members: [ann] }, []);
    const online = (): unknown[] => directory.people.map((person) => person.online);
    expect(online()).toEqual([undefined]);
    directory.online([{ user: "ann", online: true }]);
    expect(online()).toEqual([true]);
    directory.forgetPresence();
    expect(online()).toEqual([undefined]);
    directory.online([]);
    expect(online()).toEqual([true]);
  });

  it("is not known from what is told of one alone", () => {
    const directory = new Directory();
    directory.load({ seq: 0, members: [ann] }, []);
    directory.changed({ user: "bob", online: true });
    expect(directory.people.map((person) => person.online)).toEqual([undefined]);
  });
});

describe("what is known of a member", () => {
  const bob = { user: "bob", role: "member", profile: {} };

  it("is how it is shown, and what it says of itself, while there is a connection", () => {
    const directory = new Directory();
    directory.load({ seq: 0, members: [bob] }, []);
    directory.online([{ user: "bob", online: true, status: "away", text: "At lunch" }]);
    expect(directory.people[0]).toMatchObject({ online: true, status: "away", text: "At lunch" });
    directory.forgetPresence();
    expect(directory.people[0]).toMatchObject({ online: undefined, status: undefined, text: "" });
  });

  it("is its name, whoever adds it, and as its presence tells it", () => {
    const directory = new Directory();
    directory.apply(message(2, { event: "joined", sender: "ann", user: "bob", userProfile: { name: "Bob" } }));
    expect(directory.nameOf("bob")).toBe("Bob");
    directory.changed({ user: "bob", online: true, profile: { name: "Bobby" } });
    expect(directory.nameOf("bob")).toBe("Bobby");
    directory.changed({ user: "bob", online: false });
    expect(directory.nameOf("bob")).toBe("Bobby");
  });

  it("is until when it is muted", () => {
    const directory = new Directory();
    const mutedUntil = (): unknown => directory.people[0]?.mutedUntil;
    directory.load({ seq: 1, members: [{ ...bob, until: 5_000 }] }, []);
    expect(mutedUntil()).toBe(5_000);
    directory.apply(message(2, { event: "muted", user: "bob", role: "member" }));
    expect(mutedUntil()).toBeUndefined();
    directory.apply(message(3, { event: "muted", user: "bob", role: "member", until: 9_000 }));
    directory.apply(message(4, { event: "role", user: "bob", role: "moderator", until: 9_000 }));
    expect(mutedUntil()).toBe(9_000);
    expect(directory.people[0]?.role).toBe("moderator");
  });

  it("is that it is invited, and nothing once it is banned", () => {
    const directory = new Directory();
    directory.apply(message(1, { event: "invited", user: "bob" }));
    expect(directory.people[0]?.role).toBe("invited");
    directory.apply(message(2, { event: "banned", user: "bob" }));
    expect(directory.people).toEqual([]);
  });
});

describe("names that look alike", () => {
  it.each([
    ["Alice", "Аlice"],
    ["Alice", "ALICE "],
    ["Alice", "A\u200blic\u0435"],
    ["Alice", "Alíce"],
    ["Alice", "A1ice"],
    ["paypal", "раураl"],
    ["Bob O'Neil", "Bob 0Neil"],
    ["modern", "modem"],
    ["Ｂｏｂ", "Bob"],
    ["Νίκος", "Nlkoς"],
  ])("have one outline: %s and %s", (one, other) => {
    expect(outline(other)).toBe(outline(one));
  });

  it.each([
    ["Ann", "Anna"],
    ["李雷", "韩梅梅"],
    ["🙂", "🙃"],
    ["Bob", "Rob"],
  ])("are not %s and %s", (one, other) => {
    expect(outline(other)).not.toBe(outline(one));
  });

  it("get a mark that stays, and others none", () => {
    const names = new Lookalikes();
    names.saw("u1", "Alice");
    names.saw("u1", "Alice");
    names.saw("u3", "Carol");
    expect(names.markOf("u1", "Alice")).toBe("");
    names.saw("u2", "Аlice");
    expect(names.markOf("u1", "Alice")).toBe(tagOf("u1"));
    expect(names.markOf("u2", "Аlice")).toBe(tagOf("u2"));
    expect(names.markOf("u3", "Carol")).toBe("");
    expect(tagOf("u1")).toMatch(/^#[2-9a-z]{4}$/);
    expect(tagOf("u1")).not.toBe(tagOf("u2"));
  });

  it("are few among many tags", () => {
    const tags = new Set(Array.from({ length: 1_000 }, (_, number) => tagOf(`user${number}`)));
    expect(tags.size).toBeGreaterThan(990);
  });

  it("are found among members, senders of old messages, and the page's own words", () => {
    const directory = new Directory();
    directory.load({ seq: 9, members: [{ user: "u1", role: "member", profile: { name: "Alice" } }] }, []);
    expect(directory.labelOf("u1")).toBe("Alice");
    directory.recall([message(3, { sender: "u2", profile: { name: "Al1ce" } })]);
    expect(directory.labelOf("u1")).toBe(`Alice ${tagOf("u1")}`);
    expect(directory.people[0]?.mark).toBe(tagOf("u1"));
    directory.apply(message(10, { sender: "u4", profile: { name: "Υou" } }));
    expect(directory.markOf("u4", "Υou")).toBe(tagOf("u4"));
  });

  it("are counted up to a bound", () => {
    const names = new Lookalikes();
    for (let number = 0; number < 6_000; number += 1) {
      names.saw(`u${number}`, "Alice");
    }
    expect(names.markOf("u1", "Alice")).toBe(tagOf("u1"));
  });
});
