// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { Directory } from "../../main/ts/room/directory";
import { type Entry, readEntry } from "../../main/ts/wire/contract";

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
