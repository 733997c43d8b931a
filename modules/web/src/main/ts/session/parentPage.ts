// SPDX-License-Identifier: Apache-2.0
import { isObject, textOf } from "../wire/json";
import type { Session } from "./session";

/** The question of this page to the one around it, and the answer: a token, and the room to begin with. */
const NEEDED = "hubbub.token-needed";
const GIVEN = "hubbub.token";

/** What is needed of the window that this page is in. */
export type Frame = Pick<Window, "addEventListener"> & { readonly parent: Pick<Window, "postMessage"> };

/** The page of the host app that shows this one in a frame, and gives it tokens. Other pages are not listened to. */
export class ParentPage {
  constructor(
    private readonly origins: readonly string[],
    private readonly given: (session: Session) => void,
    private readonly frame: Frame = window,
  ) {
    frame.addEventListener("message", (event) => this.receive(event));
  }

  /** Asks for a token. The question holds no secret: the browser has checked the parent already. */
  need(): void {
    this.frame.parent.postMessage({ type: NEEDED }, "*");
  }

  private receive(event: MessageEvent): void {
    const data: unknown = event.data;
    if (event.source !== this.frame.parent || !this.origins.includes(event.origin) || !isObject(data)) {
      return;
    }
    const token = textOf(data, "token");
    if (textOf(data, "type") === GIVEN && token) {
      this.given({ token, room: textOf(data, "room") });
    }
  }
}
