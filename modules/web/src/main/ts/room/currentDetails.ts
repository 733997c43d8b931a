// SPDX-License-Identifier: Apache-2.0

import type { RoomDetails } from "../contract/details";
import type { Entry, MemberList } from "../contract/entries";

const UNKNOWN: RoomDetails = {
  name: "",
  kind: "group",
  visibility: "public",
  status: "active",
  readOnly: false,
  slowSeconds: 0,
};

/** The kinds of rooms that users join by themselves. */
const OPEN_KINDS: readonly string[] = ["group", "channel"];

/** What the room is: as the hub has told it, and as entries have changed it since. */
export class CurrentDetails {
  private details = UNKNOWN;
  private seq = 0;

  /** A name to show until the room has told its own. */
  expect(name: string): void {
    this.details = { ...this.details, name };
  }

  load(list: MemberList): void {
    if (list.seq >= this.seq) {
      this.seq = list.seq;
      this.details = list.details;
    }
  }

  apply({ event, seq, details }: Entry): void {
    if (seq > this.seq && (event === "changed" || event === "ended")) {
      this.seq = seq;
      this.details = { ...(details ?? this.details), ...(event === "ended" && { status: "completed" }) };
    }
  }

  get name(): string {
    return this.details.name;
  }

  get isDirect(): boolean {
    return this.details.kind === "direct";
  }

  get isChannel(): boolean {
    return this.details.kind === "channel";
  }

  get isSession(): boolean {
    return this.details.kind === "session";
  }

  /** Whether every user who knows the address may come in; not known before the room was seen from within. */
  get isOpen(): boolean {
    const { kind, visibility } = this.details;
    return OPEN_KINDS.includes(kind) && visibility !== "private" && !this.isOver;
  }

  /** Whether it has ended for all. */
  get isOver(): boolean {
    return this.details.status === "completed";
  }

  get isArchived(): boolean {
    return this.details.status === "archived";
  }

  get isReadOnly(): boolean {
    return this.details.readOnly;
  }

  get slowSeconds(): number {
    return this.details.slowSeconds;
  }
}
