// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Content, PLAIN } from "../../main/ts/contract/content";
import type { Right } from "../../main/ts/contract/rights";
import { messageActions } from "../../main/ts/room/messageRights";
import { message } from "./fakes";

const MARK = { seq: 9, by: "ann", at: 0 };

function actions(rights: Right[], isOwn: boolean, content: Partial<Content> = {}): string[] {
  const mine = { may: (right: Right): boolean => rights.includes(right) };
  return messageActions(message(1, { content: { ...PLAIN, ...content } }), mine, isOwn);
}

describe("what can be done with a message", () => {
  it("is little for a reader", () => {
    expect(actions([], false)).toEqual([]);
    expect(actions(["react"], false)).toEqual(["react"]);
  });

  it("is more for a member, and most with the own one", () => {
    expect(actions(["send", "react"], false)).toEqual(["react", "reply", "thread"]);
    expect(actions(["send", "react"], true)).toEqual(["react", "reply", "thread", "edit", "delete"]);
  });

  it("is more for a moderator", () => {
    expect(actions(["send", "react", "edit", "delete", "pin"], false)).toEqual([
      "react",
      "reply",
      "thread",
      "edit",
      "pin",
      "delete",
    ]);
    expect(actions(["pin"], false, { pinned: MARK })).toEqual(["unpin"]);
  });

  it("is nothing where it is deleted, but to read its thread", () => {
    expect(actions(["send", "edit", "delete"], true, { deleted: MARK })).toEqual([]);
    const replies = { count: 2, last: 5, users: [] };
    expect(actions(["send"], true, { deleted: MARK, replies })).toEqual(["thread"]);
  });

  it("leaves out what was said by the server, or means nothing here", () => {
    expect(actions(["send"], true, { kind: "x.poll" })).not.toContain("edit");
  });
});
