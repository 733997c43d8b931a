// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class MessageIndexTest {
    @Test
    void indexIsFoundInAnyFrame() {
        String text = MessageIndex.textWith(1234567, 40);

        assertThat(text).hasSize(40);
        assertThat(MessageIndex.find(Buffer.buffer("{\"body\":{\"text\":\"" + text + "\"}}")))
                .isEqualTo(1234567);
    }

    @Test
    void frameWithoutIndexHasNone() {
        assertThat(MessageIndex.find(Buffer.buffer("{\"event\":\"position\"}"))).isEqualTo(-1);
        assertThat(MessageIndex.find(Buffer.buffer("#1"))).isEqualTo(-1);
    }

    @Test
    void frameMayCarryTwo() {
        Buffer frame = Buffer.buffer(MessageIndex.textWith(5, 12) + "\n" + MessageIndex.textWith(6, 12));
        int second = MessageIndex.position(frame, MessageIndex.LENGTH);

        assertThat(MessageIndex.find(frame)).isEqualTo(5);
        assertThat(MessageIndex.parse(frame, second)).isEqualTo(6);
        assertThat(MessageIndex.position(frame, second + 1)).isEqualTo(-1);
    }
}
