// SPDX-License-Identifier: Apache-2.0
import { Away } from "./view/away";
import { Chrome } from "./view/chrome";
import { Composer, type Writer } from "./view/composer";
import type { Delivery } from "./view/log/messageLine";
import { MessageList } from "./view/log/messageList";
import { Share } from "./view/share";
import { Drawer } from "./view/side/drawer";
import { PeopleList } from "./view/side/peopleList";
import { type RoomActions, RoomList } from "./view/side/roomList";

/** What the person in front of the page can ask for. */
export interface Wishes extends Writer, Delivery, RoomActions {
  older(): void;
  tryNow(): void;
}

/** The parts of the page, each made once. */
export class Views {
  readonly chrome = new Chrome();
  readonly drawer = new Drawer();
  readonly people = new PeopleList();
  readonly share = new Share();
  readonly away: Away;
  readonly messages: MessageList;
  readonly composer: Composer;
  readonly rooms: RoomList;

  constructor(wishes: Wishes) {
    this.away = new Away(() => wishes.tryNow());
    this.messages = new MessageList(wishes, () => wishes.older());
    this.composer = new Composer(wishes);
    this.rooms = new RoomList(wishes);
  }
}
