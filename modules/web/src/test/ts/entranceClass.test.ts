// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readFragment } from "../../main/ts/session/fragment";
import { rememberLogin } from "../../main/ts/session/login";
import { loadSession, saveSession } from "../../main/ts/session/session";
import { ANN, BOB, EntranceFixture, NEWER_ANN, NOTHING } from "./entranceFixture";
import { apps } from "./fakeApp";

vi.mock("../../main/ts/app", async () => ({ App: (await import("./fakeApp")).FakeApp }));

let fixture: EntranceFixture;

beforeEach(() => {
  fixture = new EntranceFixture();
});

afterEach(() => {
  fixture.leave();
});

const LOGIN = "https://app.example/login?next={page}";
const LOGIN_ADDRESS = "https://app.example/login?next=https%3A%2F%2Fchat.example%2F";

describe("a token in the address", () => {
  it("opens the chat in an empty tab, and is kept", async () => {
    await fixture.begin(readFragment(`#token=${ANN}`));
    expect(fixture.app.token).toBe(ANN);
    expect(loadSession(fixture.store)).toEqual({ token: ANN, room: undefined });
    expect(fixture.hide).toHaveBeenCalledOnce();
    expect(fixture.show).not.toHaveBeenCalled();
  });

  it("brings back the room that was wanted before the login", async () => {
    rememberLogin(fixture.store, "tea");
    await fixture.begin(readFragment(`#token=${ANN}`));
    expect(fixture.app.room).toBe("tea");
  });

  it("of another user changes who one is only after a question", async () => {
    saveSession(fixture.store, { token: ANN, room: "tea" });
    await fixture.begin(readFragment(`#token=${BOB}`));
    expect(fixture.gate).toEqual(["change", ["Stay Ann", "Become Bob"]]);
    expect(apps).toEqual([]);
    expect(loadSession(fixture.store)?.token).toBe(ANN);
    await fixture.choose("Stay Ann");
    expect(fixture.app).toMatchObject({ token: ANN, room: "tea" });
    await fixture.choose("Become Bob");
    expect(fixture.app).toMatchObject({ token: BOB, room: undefined });
    expect(loadSession(fixture.store)?.token).toBe(BOB);
  });

  it("of the same user counts if it holds longer, and keeps the room", async () => {
    saveSession(fixture.store, { token: ANN, room: "tea" });
    await fixture.begin(readFragment(`#token=${NEWER_ANN}`));
    expect(fixture.app).toMatchObject({ token: NEWER_ANN, room: "tea" });
    await fixture.begin(readFragment(`#token=${ANN}`));
    expect(fixture.app).toMatchObject({ token: NEWER_ANN, room: "tea" });
  });
});

describe("a ticket in the address", () => {
  const TICKET = readFragment("#ticket=once");

  it("gives the session behind it", async () => {
    fixture.tickets = [new Response(JSON.stringify({ token: ANN, room: "tea" }))];
    await fixture.begin(TICKET);
    expect(fixture.app).toMatchObject({ token: ANN, room: "tea" });
  });

  it("is tried again when the hub did not answer", async () => {
    await fixture.begin(TICKET);
    expect(fixture.gate).toEqual(["unreachable", ["Try again"]]);
    fixture.tickets = [new Response(JSON.stringify({ token: ANN }))];
    await fixture.choose("Try again");
    expect(fixture.app.token).toBe(ANN);
  });

  it("that was used leaves the session that is there", async () => {
    fixture.tickets = [new Response("", { status: 404 }), new Response("", { status: 404 })];
    await fixture.begin(TICKET);
    expect(fixture.gate).toEqual(["spent", []]);
    saveSession(fixture.store, { token: ANN, room: undefined });
    await fixture.begin(TICKET);
    expect(fixture.app.token).toBe(ANN);
  });
});

describe("an address that says nothing", () => {
  it("goes on with what the tab has kept, without a question", async () => {
    saveSession(fixture.store, { token: ANN, room: "tea" });
    vi.stubGlobal("fetch", () => Promise.reject(new Error("not asked")));
    await fixture.begin();
    expect(fixture.app).toMatchObject({ token: ANN, room: "tea" });
  });

  it.each([{}, undefined])("says how to get in where there is no login: %j", async (settings) => {
    fixture.host = settings;
    await fixture.begin();
    expect(fixture.gate).toEqual(["none", []]);
  });

  it("leads to the login by itself once, and by a button afterwards", async () => {
    fixture.host = { loginUrl: LOGIN };
    fixture.place.hash = "#room=tea";
    await fixture.begin();
    expect(fixture.place.replace.mock.calls).toEqual([[LOGIN_ADDRESS]]);
    expect(fixture.show).not.toHaveBeenCalled();
    await fixture.begin();
    expect(fixture.place.replace).toHaveBeenCalledOnce();
    expect(fixture.gate).toEqual(["login", ["Log in"]]);
    await fixture.choose("Log in");
    expect(fixture.place.assign.mock.calls).toEqual([[LOGIN_ADDRESS]]);
    await fixture.begin(readFragment(`#token=${ANN}`));
    expect(fixture.app.room).toBe("tea");
  });

  it("does not lead there by itself from a tab that forgets", async () => {
    fixture.host = { loginUrl: LOGIN };
    await fixture.begin(NOTHING, { get: () => undefined, set: () => undefined, remove: () => undefined });
    expect(fixture.place.replace).not.toHaveBeenCalled();
    expect(fixture.gate).toEqual(["login", ["Log in"]]);
  });

  it.each([
    [[ANN], undefined, []],
    [[ANN, BOB], "choose", ["Go on as Ann", "Go on as Bob"]],
  ])("asks the other tabs: %j", async (tokens, reason, offers) => {
    vi.stubGlobal("BroadcastChannel", otherTabs(tokens));
    const entered = fixture.begin();
    await vi.advanceTimersByTimeAsync(300);
    await entered;
    expect(fixture.gate).toEqual([reason, offers]);
    if (reason !== undefined) {
      await fixture.choose("Go on as Ann");
    }
    expect(fixture.app).toMatchObject({ token: ANN, room: undefined });
    expect(loadSession(fixture.store)?.token).toBe(ANN);
  });
});

/** Channels on which these tokens are answered. */
function otherTabs(tokens: readonly string[]): unknown {
  return class {
    onmessage: ((event: MessageEvent) => void) | null = null;

    postMessage(): void {
      for (const token of tokens) {
        this.onmessage?.({ data: { type: "here", token } } as MessageEvent);
      }
    }

    close(): void {
      this.onmessage = null;
    }
  };
}

describe("at the end of a token", () => {
  it("the way back is the login of the host app", async () => {
    saveSession(fixture.store, { token: ANN, room: undefined });
    fixture.host = { loginUrl: LOGIN };
    const entrance = await fixture.begin();
    const way = await entrance.wayBack();
    expect(way?.label).toBe("Log in");
    way?.act();
    expect(fixture.place.assign.mock.calls).toEqual([[LOGIN_ADDRESS]]);
  });

  it("without one it is a fresh link", async () => {
    saveSession(fixture.store, { token: ANN, room: undefined });
    const entrance = await fixture.begin();
    expect(await entrance.wayBack()).toBeUndefined();
    expect(entrance.adviceAtEnd).toBe("Open a fresh link to go on.");
    entrance.showEnd();
    await vi.advanceTimersByTimeAsync(0);
    expect(fixture.gate).toEqual(["ended", []]);
  });
});
