// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readFragment } from "../../main/ts/session/fragment";
import { loadSession, saveSession } from "../../main/ts/session/session";
import { ANN, BOB, EntranceFixture, NEWER_ANN } from "./entranceFixture";
import { apps } from "./fakeApp";
import { tokenOf } from "./fakes";

vi.mock("../../main/ts/app", async () => ({ App: (await import("./fakeApp")).FakeApp }));

let fixture: EntranceFixture;

beforeEach(() => {
  fixture = new EntranceFixture();
  fixture.frame();
});

afterEach(() => {
  fixture.leave();
});

describe("in a frame", () => {
  it("the page around is asked, and its token opens the chat where it was", async () => {
    await fixture.begin();
    expect(fixture.gate).toEqual(["framed", []]);
    expect(fixture.parent.postMessage).toHaveBeenCalled();
    fixture.gives(ANN, "tea");
    expect(fixture.app).toMatchObject({ token: ANN, room: "tea" });
  });

  it("a newer token of the same user is taken without a reload", async () => {
    await fixture.begin();
    fixture.gives(ANN);
    fixture.gives(NEWER_ANN);
    expect(apps).toHaveLength(1);
    expect(fixture.app.token).toBe(NEWER_ANN);
    expect(fixture.place.reload).not.toHaveBeenCalled();
  });

  it.each([
    [BOB, false],
    [NEWER_ANN, true],
  ])("a token of another user, or after the end, begins anew: %#", async (token, isOver) => {
    await fixture.begin();
    fixture.gives(ANN);
    fixture.app.isOver = isOver;
    fixture.gives(token);
    expect(loadSession(fixture.store)?.token).toBe(token);
    expect(fixture.place.reload).toHaveBeenCalledOnce();
  });

  it("the address needs no question: the page around has made it", async () => {
    saveSession(fixture.store, { token: ANN, room: undefined });
    await fixture.begin(readFragment(`#token=${BOB}`));
    expect(fixture.app.token).toBe(BOB);
    expect(fixture.show).not.toHaveBeenCalled();
  });

  it("the next token is asked for a minute before this one ends", async () => {
    await fixture.begin();
    fixture.gives(tokenOf({ sub: "ann", exp: Math.floor(Date.now() / 1_000) + 601 }));
    fixture.parent.postMessage.mockClear();
    await vi.advanceTimersByTimeAsync(539_000);
    expect(fixture.parent.postMessage).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fixture.parent.postMessage.mock.calls).toEqual([[{ type: "hubbub.token-needed" }, "*"]]);
  });

  it("the way back is the page around", async () => {
    const entrance = await fixture.begin();
    fixture.parent.postMessage.mockClear();
    expect(await entrance.wayBack()).toBeUndefined();
    expect(fixture.parent.postMessage).toHaveBeenCalledOnce();
    expect(entrance.adviceAtEnd).toBe("The page around this chat has to log you in again.");
  });
});
