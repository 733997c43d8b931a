// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class MarkTest {
    @Test
    void indexIsFoundInWhateverIsAround() {
        String text = Mark.text(1234567, 40);

        assertThat(text).hasSize(40);
        assertThat(Mark.find(Buffer.buffer("{\"body\":{\"text\":\"" + text + "\"}}")))
                .isEqualTo(1234567);
    }

    @Test
    void frameWithoutIndexHasNone() {
        assertThat(Mark.find(Buffer.buffer("{\"event\":\"position\"}"))).isEqualTo(-1);
        assertThat(Mark.find(Buffer.buffer("#1"))).isEqualTo(-1);
    }
}
