// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TypingSocketsTest {
    private static final Caller ANN = Caller.of("ann");
    private static final String SOCKET = "1@node";
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    private final List<Typing> stopped = new ArrayList<>();
    private long nanos;
    private final TypingSockets sockets = new TypingSockets(() -> nanos, (caller, typing) -> stopped.add(typing));

    private static Typing stop(RoomId room) {
        return new Typing(room, false);
    }

    @Test
    void typingThatCameOverASocketEndsWithIt() {
        sockets.typed(ANN.at(SOCKET), new Typing(TEA, true));
        sockets.typed(ANN.at(SOCKET), new Typing(JAM, true));
        sockets.typed(ANN.at("2@node"), new Typing(TEA, true));
        sockets.closed(SOCKET);
        assertThat(stopped).containsExactly(stop(TEA), stop(JAM));
        sockets.closed(SOCKET);
        assertThat(stopped).hasSize(2);
        assertThat(sockets.size()).isEqualTo(1);
    }

    @Test
    void typingThatEndedIsNotEndedAgain() {
        sockets.typed(ANN.at(SOCKET), new Typing(TEA, true));
        sockets.typed(ANN.at(SOCKET), stop(TEA));
        assertThat(sockets.size()).isZero();
        sockets.closed(SOCKET);
        assertThat(stopped).isEmpty();
    }

    @Test
    void typingThatExpiredLongAgoIsForgotten() {
        sockets.typed(ANN.at(SOCKET), new Typing(TEA, true));
        nanos += TimeUnit.SECONDS.toNanos(30);
        sockets.typed(ANN.at(SOCKET), new Typing(JAM, true));
        sockets.closed(SOCKET);
        assertThat(stopped).containsExactly(stop(JAM));
    }

    @Test
    void typingOfASocketThatIsClosedMeanwhileEndsAtOnce() {
        sockets.typedTooLate(ANN, new Typing(TEA, true));
        sockets.typedTooLate(ANN, stop(JAM));
        assertThat(stopped).containsExactly(stop(TEA));
        assertThat(sockets.size()).isZero();
    }

    @Test
    void roomsOfASocketAreBounded() {
        for (int n = 0; n < 2 * TypingSockets.MAX_ROOMS; n++) {
            sockets.typed(ANN.at(SOCKET), new Typing(new RoomId("room" + n), true));
        }
        sockets.closed(SOCKET);
        assertThat(stopped).hasSize(TypingSockets.MAX_ROOMS);
    }
}
