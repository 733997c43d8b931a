// SPDX-License-Identifier: Apache-2.0
import type { Actions } from "./actions";
import type { Compose } from "./compose";
import type { MessageActions } from "./messageActions";
import { Away } from "./view/away";
import { Chrome } from "./view/chrome";
import { Composer } from "./view/composer";
import { part } from "./view/dom";
import { type LogParts, MessageList } from "./view/log/messageList";
import { Panel } from "./view/panel";
import { ReviewList } from "./view/reviewList";
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
  readonly panel: Panel;
  readonly review: ReviewList;
  readonly composer: Composer;
  readonly rooms: RoomList;
  readonly people: PeopleList;
  readonly controls: RoomControls;
  readonly status: StatusMenu;

  constructor(messages: MessageActions, compose: Compose, actions: Actions, tryNow: () => void) {
    this.away = new Away(tryNow);
    this.messages = new MessageList(logParts("messages", "lines", "jump"), messages, messages, messages);
    const quiet = { older: () => undefined, reachedEnd: () => undefined };
    const log = new MessageList(logParts("panel-log", "panel-lines", "panel-jump"), quiet, messages, messages);
    this.panel = new Panel(log, messages);
    this.review = new ReviewList(messages);
    this.composer = new Composer(compose);
    this.rooms = new RoomList(actions);
    this.people = new PeopleList(actions);
    this.controls = new RoomControls(actions);
    this.status = new StatusMenu(actions);
  }
}

function logParts(log: string, lines: string, jump: string): LogParts {
  return { log: part(log, HTMLElement), lines: part(lines, HTMLElement), jump: part(jump, HTMLButtonElement) };
}
