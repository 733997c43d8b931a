// SPDX-License-Identifier: Apache-2.0

/** All chats that were opened, the newest last. */
export const apps: FakeApp[] = [];

/** Takes the place of the chat, which needs a browser. */
export class FakeApp {
  isOver = false;
  isStarted = false;
  token: string;
  readonly room: string | undefined;

  constructor(session: { token: string; room: string | undefined }) {
    this.token = session.token;
    this.room = session.room;
    apps.push(this);
  }

  start(): void {
    this.isStarted = true;
  }

  renew(token: string): void {
    this.token = token;
  }
}
