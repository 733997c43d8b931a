// SPDX-License-Identifier: Apache-2.0
import type { Bridge } from "../wire/bridge";

/** The requests of the contract about other members of a room, over one logged-in socket. */
export class Moderation {
  constructor(private readonly bridge: Bridge) {}

  async remove(room: string, user: string): Promise<void> {
    await this.bridge.request("api.rooms.kick", { room, user });
  }

  async ban(room: string, user: string): Promise<void> {
    await this.bridge.request("api.rooms.ban", { room, user });
  }

  /** For so many seconds; 0: no more. */
  async mute(room: string, user: string, seconds: number): Promise<void> {
    await this.bridge.request("api.rooms.mute", { room, user, seconds });
  }

  async give(room: string, user: string, role: string): Promise<void> {
    await this.bridge.request("api.rooms.role", { room, user, role });
  }
}
