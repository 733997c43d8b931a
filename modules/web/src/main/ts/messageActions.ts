// SPDX-License-Identifier: Apache-2.0
import type { Compose } from "./compose";
import type { Hub } from "./contract/hub";
import type { MessageAction } from "./room/messageRights";
import type { Outbox } from "./room/outbox";
import type { RoomPage } from "./roomPage";
import type { Delivery } from "./view/log/messageLine";
import type { MessageListActions } from "./view/log/messageList";
import type { MessageSteps } from "./view/log/messageMenu";
import type { HitRow, PanelActions } from "./view/panel";
import type { ReviewActions } from "./view/reviewList";
import type { Views } from "./views";
import { reasonFor } from "./wire/failure";

/** What the actions need of the page around them. */
export interface MessageActionsHost {
  readonly page: RoomPage | undefined;
  readonly hub: Hub | undefined;
  readonly outbox: Outbox | undefined;
  readonly views: Views;
  readonly compose: Pick<Compose, "reply" | "edit">;
  say(words: string): void;
  choose(room: string): void;
}

/** What the user does with messages: reads, answers, changes and finds them, and decides about those that failed. */
export class MessageActions implements Delivery, MessageListActions, MessageSteps, PanelActions, ReviewActions {
  constructor(private readonly host: MessageActionsHost) {}

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

  act(seq: number, action: Exclude<MessageAction, "react">): void {
    if (action === "reply" || action === "edit") {
      this.host.compose[action](seq);
    } else if (action === "thread") {
      this.thread(this.host.page?.messageAt(seq)?.content?.thread ?? seq);
    } else if (action === "delete") {
      this.attempt((hub, room) => hub.messages.remove(room, seq));
    } else {
      this.attempt((hub, room) => hub.messages.pin(room, seq, action === "pin"));
    }
  }

  /** A reaction that is there already is taken back: the page does not always know of it. */
  react(seq: number, emoji: string, isMine: boolean): void {
    this.attempt(async (hub, room) => {
      const isNew = !isMine && (await hub.messages.react(room, seq, emoji, true));
      if (!isNew) {
        await hub.messages.react(room, seq, emoji, false);
      }
    });
  }

  show(seq: number): void {
    void this.host.page?.panel.show(seq);
  }

  thread(seq: number): void {
    void this.host.page?.panel.openThread(seq);
  }

  closed(): void {
    this.host.page?.panel.close();
  }

  openSearch(): void {
    this.host.page?.panel.openSearch();
  }

  searched(query: string, everywhere: boolean): void {
    void this.host.page?.panel.search(query, everywhere);
  }

  pins(): void {
    void this.host.page?.panel.pins();
  }

  more(): void {
    this.host.page?.panel.more();
  }

  chosen({ room, seq }: HitRow): void {
    if (this.host.page?.room.id !== room) {
      this.host.choose(room);
    }
    this.show(seq);
  }

  openReview(): void {
    this.host.page?.panel.close();
    this.host.page?.review.open();
  }

  closeReview(): void {
    this.host.views.review.close();
  }

  decide(id: string, isApproved: boolean): void {
    void this.host.page?.review.decide(id, isApproved);
  }

  private attempt(action: (hub: Hub, room: string) => Promise<unknown>): void {
    const { hub, page } = this.host;
    if (!hub || !page) {
      this.host.say("Not connected. Please try again in a moment.");
      return;
    }
    this.host.say("");
    action(hub, page.room.id).catch((error) => this.host.say(reasonFor(error)));
  }
}
