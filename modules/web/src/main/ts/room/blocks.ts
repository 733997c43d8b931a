// SPDX-License-Identifier: Apache-2.0
import type { BlockRequests } from "../contract/blockRequests";
import { patiently } from "../wire/patience";
import type { MemberAction } from "./memberActions";

/** Whom this user blocks: asked for over each new connection. An older hub does not know it. */
export class Blocks {
  private readonly users = new Set<string>();
  private requests: Pick<BlockRequests, "list"> | undefined;
  private known = false;

  constructor(private readonly changed: () => void) {}

  /** Takes a new connection. */
  open(requests: Pick<BlockRequests, "list">): void {
    this.requests = requests;
    void this.load(requests);
  }

  /** What is known stays until the next connection. */
  close(): void {
    this.requests = undefined;
  }

  has(user: string): boolean {
    return this.users.has(user);
  }

  /** This user has blocked another one, or does so no more. */
  set(user: string, isBlocked: boolean): void {
    if (isBlocked) {
      this.users.add(user);
    } else {
      this.users.delete(user);
    }
    this.changed();
  }

  /** What this user can do about another one beside what the room allows: direct messages to a blocked user are refused. */
  actions(user: string, inRoom: readonly MemberAction[]): MemberAction[] {
    if (!this.known) {
      return [...inRoom];
    }
    return this.has(user) ? [...inRoom.filter((action) => action !== "message"), "unblock"] : [...inRoom, "block"];
  }

  private async load(requests: Pick<BlockRequests, "list">): Promise<void> {
    const isWanted = (): boolean => this.requests === requests;
    const users = await patiently(() => requests.list(), isWanted).catch(() => undefined);
    if (users && isWanted()) {
      this.known = true;
      this.users.clear();
      for (const user of users) {
        this.users.add(user);
      }
      this.changed();
    }
  }
}
