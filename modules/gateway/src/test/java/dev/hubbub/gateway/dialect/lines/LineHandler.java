// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.lines;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.session.ClientSession;
import dev.hubbub.gateway.session.PacketHandler;
import dev.hubbub.gateway.session.request.ReplyHandler;
import dev.hubbub.gateway.session.request.SessionRequests;
import io.vertx.core.json.JsonObject;

/** Clients say {@code ask <id> <address> <JSON>}, {@code follow <address> <since or ->} or {@code leave <address>}. */
public final class LineHandler implements PacketHandler {
    private final SessionRequests requests;

    public LineHandler(SessionRequests requests) {
        this.requests = requests;
    }

    @Override
    public void handle(ClientSession session, String line) {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case "ask" ->
                requests.submit(session, words[2], new JsonObject(words[3]), new Answer(session, words[1], true));
            case "follow" -> {
                String since = words[2].equals("-") ? null : words[2];
                requests.follow(session, words[1], since, words[1], new Answer(session, words[1], false));
            }
            case "leave" -> requests.unfollow(session, words[1], new Answer(session, words[1], true));
            default -> session.close(CloseCode.BAD_FRAME);
        }
    }

    /** @param replies whether success is told; feeds tell it themselves */
    private record Answer(ClientSession session, String id, boolean replies) implements ReplyHandler {
        @Override
        public void replied(Object body) {
            if (replies) {
                session.reply(id, body);
            }
        }

        @Override
        public void failed(HubException cause) {
            session.fail(id, cause);
        }
    }
}
