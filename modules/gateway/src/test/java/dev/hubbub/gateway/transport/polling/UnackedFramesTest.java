// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.sockjs.SockJsDialect;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class UnackedFramesTest {
    private static final Delivery.Encoded ONE = encoded("1");
    private static final Delivery.Encoded TWO = encoded("2");

    private final UnackedFrames unacked = new UnackedFrames(SockJsDialect.OF_BRIDGE);

    private static Delivery.Encoded encoded(Object body) {
        return Delivery.of("r", body).encoded(SockJsDialect.OF_BRIDGE);
    }

    private static String message(Delivery.Encoded... packets) {
        return SockJsDialect.OF_BRIDGE.pack(
                Arrays.stream(packets).map(Delivery.Encoded::packet).toList());
    }

    @Test
    void packetsShareAMessageAndMessagesOfTheDialectStandAlone() {
        unacked.addMessage("o");
        unacked.add(ONE);
        unacked.add(TWO);
        assertThat(unacked.batch().messages()).containsExactly("o", message(ONE, TWO));
        assertThat(unacked.batch().upTo()).isEqualTo(3);
    }

    @Test
    void whatIsNotAcknowledgedComesAgain() {
        unacked.addMessage("o");
        unacked.add(ONE);
        unacked.ack(1);
        assertThat(unacked.batch().messages()).containsExactly(message(ONE));
        unacked.ack(1);
        assertThat(unacked.batch().messages()).containsExactly(message(ONE));
        unacked.ack(2);
        assertThat(unacked.isEmpty()).isTrue();
        assertThat(unacked.bytes()).isZero();
        unacked.ack(9);
        unacked.add(TWO);
        assertThat(unacked.batch().upTo()).isEqualTo(3);
    }

    @Test
    void batchesAreBoundedButForASingleLargeMessage() {
        unacked.add(encoded("x".repeat(70_000)));
        unacked.add(ONE);
        assertThat(unacked.batch().upTo()).isEqualTo(1);
        unacked.ack(1);
        assertThat(unacked.batch().messages()).containsExactly(message(ONE));
    }

    @Test
    void bytesAreThoseOfUtf8() {
        Delivery.Encoded packet = encoded("世界");
        unacked.add(packet);
        assertThat(unacked.bytes()).isEqualTo(packet.packet().length() + 4);
        unacked.clear();
        assertThat(unacked.bytes()).isZero();
        assertThat(unacked.last()).isEqualTo(1);
    }
}
