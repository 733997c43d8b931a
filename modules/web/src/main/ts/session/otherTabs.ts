// SPDX-License-Identifier: Apache-2.0
import { isObject, textOf } from "../wire/json";
import { identityOf } from "./identity";

const CHANNEL = "hubbub.session";
const ASK = "who";
const ANSWER = "here";
const ANSWER_WITHIN = 300;

type Channel = Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;
type OpenChannel = () => Channel | undefined;

/** A channel between the tabs of this origin. Where a browser has or allows none, each tab needs a way in of its own. */
function openChannel(): Channel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}

/**
 * Asks the open tabs of this page for their tokens: one for each user, the one that holds longest. A token travels from
 * the memory of one tab to that of another, and is kept nowhere else.
 */
export function askOtherTabs(open: OpenChannel = openChannel): Promise<string[]> {
  const channel = open();
  if (!channel) {
    return Promise.resolve([]);
  }
  const found = new Map<string, string>();
  return new Promise((resolve) => {
    channel.onmessage = (event: MessageEvent) => keep(found, event.data);
    channel.postMessage({ type: ASK });
    setTimeout(() => {
      channel.close();
      resolve([...found.values()]);
    }, ANSWER_WITHIN);
  });
}

function keep(found: Map<string, string>, data: unknown): void {
  const token = isObject(data) && textOf(data, "type") === ANSWER ? textOf(data, "token") : undefined;
  if (!token) {
    return;
  }
  const { mark, expiresAt = 0 } = identityOf(token);
  const known = found.get(mark);
  if (expiresAt > Date.now() && (known === undefined || (identityOf(known).expiresAt ?? 0) < expiresAt)) {
    found.set(mark, token);
  }
}

/** Answers tabs that ask, while there is a token. */
export function answerOtherTabs(token: () => string | undefined, open: OpenChannel = openChannel): void {
  const channel = open();
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent) => {
      const own = token();
      if (own !== undefined && isObject(data) && textOf(data, "type") === ASK) {
        channel.postMessage({ type: ANSWER, token: own });
      }
    };
  }
}
