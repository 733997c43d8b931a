// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askHostApp, loginAddress } from "../../main/ts/session/hostApp";
import { identityOf, isSameUser, namesToChoose } from "../../main/ts/session/identity";
import { finishLogin, hasBeenSent, rememberLogin } from "../../main/ts/session/login";
import { answerOtherTabs, askOtherTabs } from "../../main/ts/session/otherTabs";
import { type Frame, ParentPage } from "../../main/ts/session/parentPage";
import type { Session } from "../../main/ts/session/session";
import { MemoryStore, tokenOf } from "./fakes";

const LATER = 4_000_000_000;

describe("a token", () => {
  it("tells who it is of", () => {
    const token = tokenOf({ sub: "ann", name: "Änn 🌍", exp: LATER });
    expect(identityOf(token)).toMatchObject({ name: "Änn 🌍", expiresAt: LATER * 1_000 });
    expect(isSameUser(token, tokenOf({ sub: "ann", name: "Ann", exp: LATER + 1 }))).toBe(true);
    expect(isSameUser(token, tokenOf({ sub: "bob" }))).toBe(false);
    expect(isSameUser(token, tokenOf({ sub: "ann", iss: "other" }))).toBe(false);
  });

  it.each([
    ["Ann\n\u202eeve", "Ann eve"],
    ["x".repeat(100), `${"x".repeat(60)}…`],
    ["\u200b", "ann"],
    ["", "ann"],
  ])("names its user on one line: %j", (name, shown) => {
    expect(identityOf(tokenOf({ sub: "ann", name })).name).toBe(shown);
  });

  it("of one of two whose names look alike is told from the other", () => {
    const [ann, eve, bob] = namesToChoose([
      tokenOf({ sub: "ann", name: "Ann" }),
      tokenOf({ sub: "eve", name: "Аnn" }),
      tokenOf({ sub: "bob", name: "Bob" }),
    ]);
    expect(ann).toMatch(/^Ann #....$/);
    expect(eve).toMatch(/^Аnn #....$/);
    expect(ann?.slice(-5)).not.toBe(eve?.slice(-5));
    expect(bob).toBe("Bob");
  });

  it.each(["", "x", "a.b.c", "a.!!!.c", `a.${btoa("[1]")}.c`])(
    "that cannot be read is only like itself: %s",
    (token) => {
      expect(isSameUser(token, token)).toBe(true);
      expect(isSameUser(token, tokenOf({ sub: "ann" }))).toBe(false);
      expect(identityOf(token).name).toBe("another person");
    },
  );
});

describe("the host app", () => {
  const answering = (status: number, body: string): typeof fetch => {
    return () => Promise.resolve(new Response(body, { status }));
  };

  it("is what the hub says", async () => {
    const body = '{"loginUrl":"https://app.example/login","frameAncestors":["https://app.example",7]}';
    expect(await askHostApp(answering(200, body))).toEqual({
      loginUrl: "https://app.example/login",
      frameAncestors: ["https://app.example"],
    });
    expect(await askHostApp(answering(200, "{}"))).toEqual({ loginUrl: undefined, frameAncestors: [] });
  });

  it.each([
    [404, "{}"],
    [200, "<html>"],
    [200, "[]"],
  ])("is not known after %i %s", async (status, body) => {
    expect(await askHostApp(answering(status, body))).toBeUndefined();
    expect(await askHostApp(() => Promise.reject(new TypeError("no network")))).toBeUndefined();
  });

  it("gets the address of the page, and not what is after the #", () => {
    const place = new URL("https://chat.example/hub/?a=1&b=2#room=tea") as unknown as Location;
    expect(loginAddress("https://app.example/login?next={page}", place)).toBe(
      "https://app.example/login?next=https%3A%2F%2Fchat.example%2Fhub%2F%3Fa%3D1%26b%3D2",
    );
    expect(loginAddress("/login", place)).toBe("/login");
  });

  it("is asked once, and gives back the room that was wanted", () => {
    const store = new MemoryStore();
    expect(hasBeenSent(store)).toBe(false);
    expect(rememberLogin(store, "tea")).toBe(true);
    expect(hasBeenSent(store)).toBe(true);
    expect(finishLogin(store)).toBe("tea");
    expect(hasBeenSent(store)).toBe(false);
  });

  it("is not gone to by itself from a tab that keeps nothing", () => {
    expect(rememberLogin({ get: () => undefined, set: () => undefined, remove: () => undefined }, "tea")).toBe(false);
  });
});

describe("the page around", () => {
  const parent = { postMessage: vi.fn() };
  let given: Session[];
  let receive: (event: MessageEvent) => void;

  beforeEach(() => {
    given = [];
    parent.postMessage.mockClear();
    const addEventListener = (_: string, listener: (event: MessageEvent) => void): void => {
      receive = listener;
    };
    const frame = { parent, addEventListener } as unknown as Frame;
    new ParentPage(["https://app.example"], (session) => given.push(session), frame).need();
  });

  const says = (data: unknown, origin = "https://app.example", source: unknown = parent): void =>
    receive({ data, origin, source } as MessageEvent);

  it("is asked for a token without a secret", () => {
    expect(parent.postMessage.mock.calls).toEqual([[{ type: "hubbub.token-needed" }, "*"]]);
  });

  it("gives a token, and the room to begin with", () => {
    says({ type: "hubbub.token", token: "a.b.c" });
    says({ type: "hubbub.token", token: "a.b.c", room: "tea" });
    expect(given).toEqual([
      { token: "a.b.c", room: undefined },
      { token: "a.b.c", room: "tea" },
    ]);
  });

  it("is not listened to when it is not named, or when another window speaks", () => {
    const token = { type: "hubbub.token", token: "a.b.c" };
    for (const origin of ["https://evil.example", "http://app.example", "https://app.example.evil", "null", ""]) {
      says(token, origin);
    }
    says(token, "https://app.example", {});
    says(token, "https://app.example", null);
    expect(given).toEqual([]);
  });

  it.each([
    null,
    "hubbub.token",
    7,
    [],
    {},
    { type: "hubbub.token" },
    { type: "hubbub.token", token: 7 },
    { token: "a" },
  ])("says nothing with %j", (data) => {
    says(data);
    expect(given).toEqual([]);
  });
});

describe("other tabs", () => {
  let channels: {
    onmessage: ((event: MessageEvent) => void) | null;
    postMessage(data: unknown): void;
    close(): void;
  }[];

  const open = (): (typeof channels)[number] => {
    const channel: (typeof channels)[number] = {
      onmessage: null,
      postMessage: (data: unknown) => {
        for (const other of channels) {
          if (other !== channel) {
            other.onmessage?.({ data } as MessageEvent);
          }
        }
      },
      close: () => {
        channels = channels.filter((other) => other !== channel);
      },
    };
    channels.push(channel);
    return channel;
  };

  async function asked(): Promise<string[]> {
    const found = askOtherTabs(open);
    await vi.advanceTimersByTimeAsync(300);
    return found;
  }

  beforeEach(() => {
    vi.useFakeTimers();
    channels = [];
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("give a new tab their token: one for each user, the one that holds longest", async () => {
    const ann = [tokenOf({ sub: "ann", exp: LATER }), tokenOf({ sub: "ann", exp: LATER + 5 })];
    const bob = tokenOf({ sub: "bob", exp: LATER });
    for (const token of [...ann, bob]) {
      answerOtherTabs(() => token, open);
    }
    expect(await asked()).toEqual([ann[1], bob]);
    expect(channels).toHaveLength(3);
  });

  it("give nothing without a token, or with one that is over", async () => {
    answerOtherTabs(() => undefined, open);
    answerOtherTabs(() => tokenOf({ sub: "ann", exp: 1 }), open);
    answerOtherTabs(() => "a.b.c", open);
    expect(await asked()).toEqual([]);
  });

  it("are not there in old browsers", async () => {
    expect(await askOtherTabs(() => undefined)).toEqual([]);
    answerOtherTabs(
      () => "a.b.c",
      () => undefined,
    );
  });
});
