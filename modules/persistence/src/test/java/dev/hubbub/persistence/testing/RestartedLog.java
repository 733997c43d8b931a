// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;

/** What the verticle keeps over a restart, whatever its store. */
public final class RestartedLog {
    /** Before the restart: a room with one message. */
    public static void fill(Bus bus) throws Exception {
        bus.call(MessageLog.APPEND, newRoom(ROOM, "bob")).await(5, SECONDS);
        append(bus, "c1");
    }

    /** After it. */
    public static void assertKept(Bus bus) throws Exception {
        assertThat(append(bus, "c1")).isEqualTo(2);
        assertThat(append(bus, "c2")).isEqualTo(3);
        assertThat(bus.call(MessageLog.ROOMS, new RoomsOf(user("bob"), null))
                        .await(5, SECONDS)
                        .rooms())
                .containsExactly(ROOM);
    }

    private static long append(Bus bus, String clientId) throws Exception {
        return bus.call(MessageLog.APPEND, say(ROOM, "bob", clientId, 1))
                .await(5, SECONDS)
                .seq();
    }

    private RestartedLog() {}
}
