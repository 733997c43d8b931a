// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Hub } from "../../main/ts/contract/hub";
import { Blocks } from "../../main/ts/room/blocks";
import { Bridge } from "../../main/ts/wire/bridge";
import { Code, Failure } from "../../main/ts/wire/failure";
import { FakeSocket } from "./fakes";

describe("Blocks", () => {
  let changes: number;
  let blocks: Blocks;

  beforeEach(() => {
    vi.useFakeTimers();
    changes = 0;
    blocks = new Blocks(() => {
      changes += 1;
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const told = async (...users: string[]): Promise<void> => {
    blocks.open({ list: () => Promise.resolve(users) });
    await settled();
  };

  it("are read page by page", async () => {
    const socket = new FakeSocket();
    blocks.open(new Hub(new Bridge(socket, () => undefined)).blocks);
    expect(socket.request("api.users.blocks").body).toEqual({});
    socket.answers("api.users.blocks", { users: [{ user: "bob" }, {}], next: "bob" });
    await settled();
    expect(socket.request("api.users.blocks").body).toEqual({ after: "bob" });
    socket.answers("api.users.blocks", { users: [{ user: "eve" }] });
    await settled();
    expect([blocks.has("bob"), blocks.has("eve"), blocks.has("ann"), changes]).toEqual([true, true, false, 1]);
  });

  it("take the way to write to a user away, and can be taken back", async () => {
    await told("eve");
    expect(blocks.actions("bob", ["message", "ban"])).toEqual(["message", "ban", "block"]);
    expect(blocks.actions("eve", ["message", "ban"])).toEqual(["ban", "unblock"]);
    blocks.set("eve", false);
    blocks.set("bob", true);
    expect(blocks.actions("eve", [])).toEqual(["block"]);
    expect(blocks.actions("bob", [])).toEqual(["unblock"]);
    expect(changes).toBe(3);
  });

  it("are not offered where an older hub does not know them", async () => {
    blocks.open({ list: () => Promise.reject(new Failure(Code.FORBIDDEN)) });
    await settled();
    expect(blocks.actions("bob", ["message"])).toEqual(["message"]);
    expect(changes).toBe(0);
  });

  it("are asked for anew over each connection, and an old one tells nothing more", async () => {
    await told("eve");
    let answer: (users: string[]) => void = () => undefined;
    blocks.open({ list: () => new Promise((resolve) => (answer = resolve)) });
    blocks.close();
    await told("bob");
    answer(["eve"]);
    await settled();
    expect([blocks.has("bob"), blocks.has("eve")]).toEqual([true, false]);
  });
});
