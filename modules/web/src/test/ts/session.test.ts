// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from "vitest";
import { inviteLink, readFragment, roomLink, takeFragment } from "../../main/ts/session/fragment";
import { clearSession, loadSession, saveSession } from "../../main/ts/session/session";
import { redeem } from "../../main/ts/session/ticket";
import { MemoryStore } from "./fakes";

function answering(status: number, body = ""): { ask: typeof fetch; calls: RequestInit[]; addresses: unknown[] } {
  const calls: RequestInit[] = [];
  const addresses: unknown[] = [];
  const ask: typeof fetch = (address, init) => {
    addresses.push(address);
    calls.push(init ?? {});
    return Promise.resolve(new Response(body, { status }));
  };
  return { ask, calls, addresses };
}

describe("the fragment", () => {
  it("gives its ticket and leaves the address without it", () => {
    const replaceState = vi.fn();
    const place = { hash: "#ticket=abc&room=lobby", pathname: "/", search: "" } as Location;
    const fragment = takeFragment(place, { replaceState } as unknown as History);
    expect(fragment).toEqual({ ticket: "abc", token: undefined, room: "lobby", invite: undefined, isBroken: false });
    expect(replaceState).toHaveBeenCalledWith(null, "", "/#room=lobby");
  });

  it("gives its token and leaves the address without it", () => {
    const replaceState = vi.fn();
    const place = { hash: "#token=a.b.c", pathname: "/chat/", search: "?x" } as Location;
    expect(takeFragment(place, { replaceState } as unknown as History).token).toBe("a.b.c");
    expect(replaceState).toHaveBeenCalledWith(null, "", "/chat/?x");
  });

  it("stays as it is without a ticket", () => {
    const replaceState = vi.fn();
    const place = { hash: "#room=lobby", pathname: "/", search: "" } as Location;
    takeFragment(place, { replaceState } as unknown as History);
    expect(replaceState).not.toHaveBeenCalled();
  });

  it.each(["#room=../x", "#room=", "#room=-x", `#room=${"a".repeat(65)}`, "#x"])("takes no room from %s", (hash) => {
    expect(readFragment(hash).room).toBeUndefined();
  });

  it("knows a link that names no room from one without", () => {
    expect(
      ["#room=../x", "#room=tea.", "#room=", "#room=tea", "#x"].map((hash) => readFragment(hash).isBroken),
    ).toEqual([true, true, false, false, false]);
  });

  it("gives the code of an invite, which stays in the address until it is accepted", () => {
    const replaceState = vi.fn();
    const place = { hash: "#invite=Ab_1-x&ticket=abc", pathname: "/", search: "" } as Location;
    expect(takeFragment(place, { replaceState } as unknown as History).invite).toBe("Ab_1-x");
    expect(replaceState).toHaveBeenCalledWith(null, "", "/#invite=Ab_1-x");
    expect(inviteLink("Ab_1-x", { href: "https://shop.example/chat/#room=tea" })).toBe(
      "https://shop.example/chat/#invite=Ab_1-x",
    );
  });

  it.each(["#invite=", "#invite=a.b", "#invite=a%20b", `#invite=${"a".repeat(65)}`])(
    "takes no code from %s",
    (hash) => {
      expect(readFragment(hash).invite).toBeUndefined();
      expect(readFragment(hash).isBroken).toBe(hash !== "#invite=");
    },
  );

  it("names direct rooms, and those that the host app numbers", () => {
    expect(readFragment("#room=direct%3A0a1b").room).toBe("direct:0a1b");
    expect(readFragment("#room=chat:42").room).toBe("chat:42");
    expect(readFragment("#room=:42").room).toBeUndefined();
  });

  it("becomes the whole address of a room, under any path", () => {
    expect(roomLink("tea", { href: "https://shop.example/chat/?a=1#token=x" })).toBe(
      "https://shop.example/chat/?a=1#room=tea",
    );
  });
});

describe("a ticket", () => {
  it("is sent once as JSON and becomes a session", async () => {
    const { ask, calls, addresses } = answering(200, '{"token":"t","room":"lobby"}');
    expect(await redeem("abc", ask)).toEqual({ outcome: "session", session: { token: "t", room: "lobby" } });
    expect(calls).toHaveLength(1);
    expect(addresses).toEqual(["session/ticket"]);
    expect(calls[0]).toMatchObject({ method: "POST", body: '{"ticket":"abc"}', credentials: "omit" });
  });

  it("that was used is spent", async () => {
    expect(await redeem("abc", answering(404).ask)).toEqual({ outcome: "spent" });
  });

  it.each([429, 500, 503])("is not lost when the hub says %i", async (status) => {
    expect(await redeem("abc", answering(status).ask)).toEqual({ outcome: "unreachable" });
  });

  it("is not lost when nobody answers", async () => {
    const failing: typeof fetch = () => Promise.reject(new TypeError("no network"));
    expect(await redeem("abc", failing)).toEqual({ outcome: "unreachable" });
  });
});

describe("the session", () => {
  it("survives a reload until it is cleared", () => {
    const store = new MemoryStore();
    saveSession(store, { token: "t", room: "lobby" });
    expect(loadSession(store)).toEqual({ token: "t", room: "lobby" });
    clearSession(store);
    expect(loadSession(store)).toBeUndefined();
  });
});
