// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.dialect.ServerFrame;
import dev.hubbub.gateway.dialect.ServerFrame.Quoted;
import org.junit.jupiter.api.Test;

final class UnackedFramesTest {
    private final UnackedFrames outbox = new UnackedFrames();

    @Test
    void messagesShareAFrameAndFramesOfSockJsStandAlone() {
        outbox.add("o");
        outbox.add(new Quoted("\"1\"", 3));
        outbox.add(new Quoted("\"2\"", 3));
        assertThat(outbox.batch().frames()).containsExactly("o", "a[\"1\",\"2\"]");
        assertThat(outbox.batch().upTo()).isEqualTo(3);
    }

    @Test
    void whatIsNotAcknowledgedComesAgain() {
        outbox.add("o");
        outbox.add(new Quoted("\"1\"", 3));
        outbox.ack(1);
        assertThat(outbox.batch().frames()).containsExactly("a[\"1\"]");
        outbox.ack(1);
        assertThat(outbox.batch().frames()).containsExactly("a[\"1\"]");
        outbox.ack(2);
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.bytes()).isZero();
        outbox.ack(9);
        outbox.add(new Quoted("\"2\"", 3));
        assertThat(outbox.batch().upTo()).isEqualTo(3);
    }

    @Test
    void batchesAreBoundedButForASingleLargeMessage() {
        String large = "\"" + "x".repeat(70_000) + "\"";
        outbox.add(new Quoted(large, large.length()));
        outbox.add(new Quoted("\"1\"", 3));
        assertThat(outbox.batch().upTo()).isEqualTo(1);
        outbox.ack(1);
        assertThat(outbox.batch().frames()).containsExactly("a[\"1\"]");
    }

    @Test
    void bytesAreThoseOfUtf8() {
        ServerFrame frame = ServerFrame.message("r", "世界");
        outbox.add(frame.quoted());
        assertThat(outbox.bytes()).isEqualTo(frame.quoted().text().length() + 4);
        outbox.clear();
        assertThat(outbox.bytes()).isZero();
        assertThat(outbox.last()).isEqualTo(1);
    }

    @Test
    void readersOfOneFrameShareItsText() {
        ServerFrame frame = ServerFrame.message("r", "x");
        assertThat(frame.quoted()).isSameAs(frame.quoted());
    }
}
