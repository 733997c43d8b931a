// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { Hub } from "../../main/ts/contract/hub";
import { Review } from "../../main/ts/review";
import { Room } from "../../main/ts/room/room";
import type { HeldRow } from "../../main/ts/view/reviewList";
import { Bridge } from "../../main/ts/wire/bridge";
import type { JsonObject } from "../../main/ts/wire/json";
import { FakeSocket, messages } from "./fakes";

const LIST = "api.moderation.held";
const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 0));

function held(id: string, from: JsonObject = {}): JsonObject {
  return { id, sender: "bob", content: { text: `text ${id}` }, at: "2026-11-30T12:00:00.000Z", ...from };
}

describe("Review", () => {
  let socket: FakeSocket;
  let hub: Hub | undefined;
  let rows: readonly HeldRow[];
  let hasMore: boolean;
  let words: string;
  let isOpen: boolean;
  let review: Review;

  beforeEach(() => {
    socket = new FakeSocket();
    hub = new Hub(new Bridge(socket, () => undefined));
    rows = [];
    hasMore = false;
    words = "";
    isOpen = false;
    const quiet = (): void => undefined;
    const room = new Room("r", "ann", { phase: quiet, entries: quiet, people: quiet, typing: quiet, problem: quiet });
    room.timeline.start(messages(1, 5));
    review = new Review(room, "ann", () => hub, {
      show: (shown, more) => {
        rows = shown;
        hasMore = more;
      },
      say: (said) => {
        words = said;
      },
      open: () => {
        isOpen = true;
      },
      close: () => {
        isOpen = false;
      },
    });
  });

  async function listed(...found: JsonObject[]): Promise<void> {
    socket.answers(LIST, { room: "r", messages: found });
    await settle();
  }

  const lists = (): number => socket.frames.filter(({ address }) => address === LIST).length;

  it("asks for nothing where the user is no moderator", () => {
    review.refresh();
    review.allow(false);
    expect(lists()).toBe(0);
  });

  it("shows what waits, with the text that an edit is to replace", async () => {
    review.allow(true);
    review.allow(true);
    expect(lists()).toBe(1);
    const edit = held("two", { content: { target: 3, text: "another" }, reason: "a link", profile: { name: "Bob" } });
    const image = held("three", {
      sender: "ann",
      content: { kind: "image", data: { url: "https://a.example/x.png" } },
    });
    await listed(held("one"), edit, image, { id: "broken" });
    expect(rows).toMatchObject([
      { id: "one", name: "bob", isOwn: false, isEdit: false, text: "text one", before: "", reason: "" },
      { id: "two", name: "Bob", isEdit: true, text: "another", before: "text 3", reason: "a link" },
      { id: "three", isOwn: true, text: "Image\nhttps://a.example/x.png" },
    ]);
    expect(hasMore).toBe(false);
  });

  it("asks again when the hub says that it has changed, and over the next connection", async () => {
    review.allow(true);
    await listed(held("one"));
    review.refresh();
    socket.answers(LIST, { room: "r", messages: [held("one"), held("two")], next: "p2" });
    await settle();
    expect(rows).toHaveLength(2);
    expect(hasMore).toBe(true);
  });

  it("takes what is decided from the list, and asks for the rest", async () => {
    review.allow(true);
    await listed(held("one"), held("two"));
    review.open();
    void review.decide("one", true);
    expect(socket.request("api.moderation.release").body).toEqual({ room: "r", id: "one" });
    socket.answers("api.moderation.release", { room: "r", id: "one", seq: 6 });
    await settle();
    expect(rows.map(({ id }) => id)).toEqual(["two"]);
    void review.decide("two", false);
    expect(socket.request("api.moderation.drop").body).toEqual({ room: "r", id: "two" });
    socket.answers("api.moderation.drop", { room: "r", id: "two" });
    await settle();
    expect(rows).toEqual([]);
    expect(isOpen).toBe(true);
  });

  it("says why the hub refused, and lists anew", async () => {
    review.allow(true);
    await listed(held("one"));
    const before = lists();
    void review.decide("one", true);
    socket.refuses("api.moderation.release", 409, "CONFLICT: a newer edit of the message is stored as seq 7");
    await settle();
    expect(words).toBe("a newer edit of the message is stored as seq 7");
    expect(lists()).toBe(before + 1);
    hub = undefined;
    await review.decide("one", true);
    expect(words).toBe("Not connected. Please try again in a moment.");
  });

  it("forgets an answer that is late, and all of it with the right", async () => {
    review.allow(true);
    const late = socket.request(LIST).replyAddress;
    review.refresh();
    await listed(held("new"));
    socket.says({ type: "rec", address: late, body: { room: "r", messages: [held("old")] } });
    await settle();
    expect(rows.map(({ id }) => id)).toEqual(["new"]);
    review.open();
    review.allow(false);
    expect(rows).toEqual([]);
    expect(isOpen).toBe(false);
  });
});
