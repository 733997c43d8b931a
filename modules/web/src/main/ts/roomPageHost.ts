// SPDX-License-Identifier: Apache-2.0
import type { Position } from "./contract/roomList";
import type { ShownAs } from "./ownStatus";
import type { Blocks } from "./room/blocks";

/** What the room on the page needs of the application, and tells it. */
export interface RoomPageHost {
  readonly blocks: Blocks;
  /** What a room is called in the list. */
  titleOf(room: string): string;
  /** What is written is for something else now. */
  purposeChanged(): void;
  unblock(user: string): void;
  left(): void;
  entered(): void;
  /** The hub has answered how far this user has read. */
  read(position: Position): void;
  /** What the room knows of this user itself. */
  shownAs(own: ShownAs): void;
}
