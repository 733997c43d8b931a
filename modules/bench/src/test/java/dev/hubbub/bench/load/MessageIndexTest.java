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
}
