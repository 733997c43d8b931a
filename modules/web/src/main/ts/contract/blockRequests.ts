// SPDX-License-Identifier: Apache-2.0
import type { Bridge } from "../wire/bridge";
import { objectsOf, textOf } from "../wire/json";

/** A hub lets a user block 1,000 others, and tells 100 at a time. */
const MOST_PAGES = 10;

/** The requests of the contract about users whom this user blocks, over one logged-in socket. */
export class BlockRequests {
  constructor(private readonly bridge: Bridge) {}

  async add(user: string): Promise<void> {
    await this.bridge.request("api.users.block", { user });
  }

  async remove(user: string): Promise<void> {
    await this.bridge.request("api.users.unblock", { user });
  }

  /** All whom this user blocks. */
  async list(): Promise<string[]> {
    const found: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES && (page === 0 || after !== undefined); page += 1) {
      const reply = await this.bridge.request("api.users.blocks", after === undefined ? {} : { after });
      found.push(...objectsOf(reply, "users").flatMap((blocked) => textOf(blocked, "user") ?? []));
      after = textOf(reply, "next");
    }
    return found;
  }
}
