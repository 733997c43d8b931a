// SPDX-License-Identifier: Apache-2.0

import type { Hub } from "./contract/hub";
import { type Candidate, Composing, EVERYONE } from "./room/composing";
import { contentOf } from "./room/messageChanges";
import { NOT_YET, type RoomPage } from "./roomPage";
import { previewOf } from "./text/preview";
import type { Writer } from "./view/composer";
import type { Views } from "./views";
import { reasonFor } from "./wire/failure";

/** What writing needs of the page around it. */
export interface ComposeHost {
  readonly page: RoomPage | undefined;
  readonly hub: Hub | undefined;
  readonly views: Views;
  say(words: string): void;
}

/** What the user writes: a message for the room or a thread, an answer, a piece of code, or another text for a message. */
export class Compose implements Writer {
  private readonly composing = new Composing();

  constructor(private readonly host: ComposeHost) {}

  typed(text: string): void {
    this.host.page?.typed(text);
  }

  resized(): void {
    this.host.views.messages.resized();
  }

  send(text: string): boolean {
    const { page, views } = this.host;
    if (!page) {
      this.host.say(NOT_YET);
      return false;
    }
    if (this.composing.editing !== undefined) {
      void this.edited(page, this.composing.editing, text);
      return false;
    }
    const isTaken = page.send(text, this.composing.extras(text, page.panel.thread, views.composer.alsoInRoom));
    if (isTaken) {
      this.composing.clear();
      this.show();
    }
    return isTaken;
  }

  reply(seq: number): void {
    this.stopEditing();
    this.composing.reply(seq);
    this.show();
    this.host.views.composer.focus();
  }

  edit(seq: number): void {
    const { page, views } = this.host;
    const message = page?.messageAt(seq);
    if (!page || !message) {
      return;
    }
    const { directory } = page.room;
    const { users, room } = contentOf(message).mentions;
    const labels = users.flatMap((user): [string, string][] => [
      [`@${directory.labelOf(user)}`, user],
      [`@${directory.nameOf(user)}`, user],
    ]);
    this.composing.edit(seq, new Map<string, string | undefined>(room ? [...labels, [EVERYONE, undefined]] : labels));
    views.composer.write(message.text);
    this.show();
    views.composer.focus();
  }

  cancel(): void {
    this.stopEditing();
    this.composing.clear();
    this.show();
  }

  toggleCode(): void {
    this.composing.isCode = !this.composing.isCode;
    this.show();
    this.host.views.composer.focus();
  }

  named(language: string): void {
    this.composing.language = language;
  }

  candidates(): readonly Candidate[] {
    const { page } = this.host;
    if (!page) {
      return [];
    }
    const { directory, details } = page.room;
    const members = directory.people
      .filter(({ user, role }) => user !== page.me && role !== "invited")
      .map(({ user, role }) => ({ user, label: `@${directory.labelOf(user)}`, hint: role }));
    return details.isDirect ? members : [...members, { label: EVERYONE, hint: "everyone here" }];
  }

  picked(candidate: Candidate): void {
    this.composing.pick(candidate);
  }

  /** Says above the text what it is for. */
  show(): void {
    const { page, views } = this.host;
    const thread = page?.panel.thread;
    const purpose = this.words(page);
    const words = purpose || (thread === undefined ? "" : "In the thread");
    const isThread = thread !== undefined;
    views.composer.show({ words, canCancel: purpose !== "", isThread, isCode: this.composing.isCode });
  }

  private words(page: RoomPage | undefined): string {
    const { editing, replyTo } = this.composing;
    if (editing !== undefined) {
      return "Editing a message";
    }
    const message = replyTo === undefined ? undefined : page?.messageAt(replyTo);
    if (!page || !message) {
      return replyTo === undefined ? "" : "Replying";
    }
    const { kind, deleted } = contentOf(message);
    const text = previewOf({ text: message.text, kind, isDeleted: deleted !== undefined });
    return `Replying to ${page.room.directory.labelOf(message.sender)}: ${text}`;
  }

  private stopEditing(): void {
    if (this.composing.editing !== undefined) {
      this.host.views.composer.write("");
    }
  }

  /** The text stays until the hub has taken it. */
  private async edited(page: RoomPage, seq: number, text: string): Promise<void> {
    const { hub } = this.host;
    if (!hub) {
      this.host.say(NOT_YET);
      return;
    }
    try {
      this.host.say("");
      await hub.messages.edit(page.room.id, seq, text, this.composing.mentions(text));
      if (this.composing.editing === seq) {
        this.cancel();
      }
    } catch (error) {
      this.host.say(reasonFor(error));
    }
  }
}
