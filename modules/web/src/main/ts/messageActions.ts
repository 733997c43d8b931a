// SPDX-License-Identifier: Apache-2.0
import type { Outbox } from "./room/outbox";
import { NOT_YET, type RoomPage } from "./roomPage";
import type { Writer } from "./view/composer";
import type { Delivery } from "./view/log/messageLine";
import type { MessageListActions } from "./view/log/messageList";
import type { Views } from "./views";

/** What the actions need of the page around them. */
export interface MessageActionsHost {
  readonly page: RoomPage | undefined;
  readonly outbox: Outbox | undefined;
  readonly views: Views;
  say(words: string): void;
}

/** What the user does with messages: reads and writes those of the room on the page, and decides about those that failed. */
export class MessageActions implements Writer, Delivery, MessageListActions {
  constructor(private readonly host: MessageActionsHost) {}

  typed(text: string): void {
    this.host.page?.typed(text);
  }

  send(text: string): boolean {
    if (!this.host.page) {
      this.host.say(NOT_YET);
    }
    return this.host.page?.send(text) ?? false;
  }

  resized(): void {
    this.host.views.messages.resized();
  }

  older(): void {
    void this.host.page?.room.loadOlder();
  }

  reachedEnd(): void {
    this.host.page?.read();
  }

  retry(clientId: string): void {
    this.host.outbox?.retry(clientId);
  }

  discard(clientId: string): void {
    this.host.outbox?.discard(clientId);
    this.host.views.composer.focus();
  }
}
