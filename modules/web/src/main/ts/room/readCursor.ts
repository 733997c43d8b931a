// SPDX-License-Identifier: Apache-2.0

import type { Requests } from "../contract/hub";
import type { Position } from "../contract/roomList";
import { Failure } from "../wire/failure";
import { breather, pause } from "../wire/patience";

type ReadRequests = Pick<Requests, "read">;

const EVERY = 1_000;

/** Tells the hub how far this user has read a room: only forwards, and once a second at most. */
export class ReadCursor {
  private hub: ReadRequests | undefined;
  private telling: ReadRequests | undefined;
  private seen = 0;
  private told = 0;

  /** `position`: how far the user has read, as the hub has answered. */
  constructor(
    private readonly room: string,
    private readonly position: (position: Position) => void,
  ) {}

  /** Takes a new connection. */
  open(hub: ReadRequests): void {
    this.hub = hub;
    this.seen = 0;
    this.told = 0;
  }

  close(): void {
    this.hub = undefined;
  }

  /** The user has seen all entries up to this one. */
  saw(seq: number): void {
    this.seen = Math.max(this.seen, seq);
    void this.tell();
  }

  private async tell(): Promise<void> {
    const hub = this.hub;
    if (!hub || this.telling === hub) {
      return;
    }
    this.telling = hub;
    while (this.hub === hub && this.seen > this.told) {
      await Promise.all([this.send(hub, this.seen), pause(EVERY)]);
    }
    if (this.telling === hub) {
      this.telling = undefined;
    }
  }

  private async send(hub: ReadRequests, seq: number): Promise<void> {
    try {
      const position = await hub.read(this.room, seq);
      if (this.hub === hub) {
        this.told = seq;
        if (position) {
          this.position(position);
        }
      }
    } catch (error) {
      if (error instanceof Failure && error.retryable) {
        await breather(0, error);
      } else if (this.hub === hub) {
        this.close(); // An older hub, or this user is no member any more.
      }
    }
  }
}
