// SPDX-License-Identifier: Apache-2.0
import type { Actions } from "./actions";
import type { MessageActions } from "./messageActions";
import { Away } from "./view/away";
import { Chrome } from "./view/chrome";
import { Composer } from "./view/composer";
import { MessageList } from "./view/log/messageList";
import { Share } from "./view/share";
import { Drawer } from "./view/side/drawer";
import { PeopleList } from "./view/side/peopleList";
import { RoomControls } from "./view/side/roomControls";
import { RoomList } from "./view/side/roomList";
import { StatusMenu } from "./view/side/statusMenu";

/** The parts of the page, each made once. */
export class Views {
  readonly chrome = new Chrome();
  readonly drawer = new Drawer();
  readonly share = new Share();
  readonly away: Away;
  readonly messages: MessageList;
  readonly composer: Composer;
  readonly rooms: RoomList;
  readonly people: PeopleList;
  readonly controls: RoomControls;
  readonly status: StatusMenu;

  constructor(messages: MessageActions, actions: Actions, tryNow: () => void) {
    this.away = new Away(tryNow);
    this.messages = new MessageList(messages, messages);
    this.composer = new Composer(messages);
    this.rooms = new RoomList(actions);
    this.people = new PeopleList(actions);
    this.controls = new RoomControls(actions);
    this.status = new StatusMenu(actions);
  }
}
