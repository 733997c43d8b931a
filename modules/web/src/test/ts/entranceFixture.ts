// SPDX-License-Identifier: Apache-2.0
import { vi } from "vitest";
import { Entrance } from "../../main/ts/entrance";
import { type Fragment, readFragment } from "../../main/ts/session/fragment";
import type { Store } from "../../main/ts/session/store";
import type { Gate } from "../../main/ts/view/gate";
import { apps, type FakeApp } from "./fakeApp";
import { MemoryStore, tokenOf } from "./fakes";

const LATER = 4_000_000_000;
export const ANN = tokenOf({ sub: "ann", name: "Ann", exp: LATER });
export const NEWER_ANN = tokenOf({ sub: "ann", name: "Ann", exp: LATER + 60 });
export const BOB = tokenOf({ sub: "bob", name: "Bob", exp: LATER });
export const NOTHING: Fragment = readFragment("");

/** What a tab has around it before the chat opens: the gate, the address, what the hub answers, a frame. */
export class EntranceFixture {
  readonly store = new MemoryStore();
  readonly show = vi.fn<Gate["show"]>();
  readonly hide = vi.fn<Gate["hide"]>();
  readonly parent = { postMessage: vi.fn() };
  readonly place = {
    hash: "",
    origin: "https://chat.example",
    pathname: "/",
    search: "",
    reload: vi.fn(),
    replace: vi.fn(),
    assign: vi.fn(),
  };
  host: object | undefined = {};
  tickets: Response[] = [];
  private hear: (event: MessageEvent) => void = () => undefined;

  constructor() {
    vi.useFakeTimers();
    apps.length = 0;
    const page: { parent?: unknown } = {};
    page.parent = page;
    vi.stubGlobal("window", page);
    vi.stubGlobal("location", this.place);
    vi.stubGlobal("BroadcastChannel", undefined);
    vi.stubGlobal("fetch", (address: string) => Promise.resolve(this.answer(address)));
  }

  leave(): void {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }

  private answer(address: string): Response {
    const said =
      address === "session/page" ? this.host && new Response(JSON.stringify(this.host)) : this.tickets.shift();
    return said ?? new Response("", { status: 503 });
  }

  /** From here on the page is in a frame of the host app. */
  frame(): void {
    this.host = { frameAncestors: ["https://app.example"] };
    const addEventListener = (_: string, listener: (event: MessageEvent) => void): void => {
      this.hear = listener;
    };
    vi.stubGlobal("window", { parent: this.parent, addEventListener });
  }

  /** The page around gives a token. */
  gives(token: string, room?: string): void {
    const data = { type: "hubbub.token", token, room };
    this.hear({ data, origin: "https://app.example", source: this.parent } as unknown as MessageEvent);
  }

  async begin(fragment: Fragment = NOTHING, store: Store = this.store): Promise<Entrance> {
    const entrance = new Entrance(store, { show: this.show, hide: this.hide });
    await entrance.begin(fragment);
    return entrance;
  }

  /** The newest chat that was opened. */
  get app(): FakeApp {
    const newest = apps[apps.length - 1];
    if (!newest?.isStarted) {
      throw new Error("no chat was opened");
    }
    return newest;
  }

  /** Why the gate is shown, and what it offers. */
  get gate(): [string | undefined, string[]] {
    const [reason, actions = []] = this.show.mock.lastCall ?? [];
    return [reason, actions.map(({ label }) => label)];
  }

  async choose(label: string): Promise<void> {
    const action = this.show.mock.lastCall?.[1]?.find((offered) => offered.label === label);
    if (!action) {
      throw new Error(`not offered: ${label}`);
    }
    action.act();
    await vi.advanceTimersByTimeAsync(0);
  }
}
