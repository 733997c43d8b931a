// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {
    private static final int MAX = 100;

    private final List<String> frames = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private final FrameReader reader = new FrameReader(() -> MAX, bytes -> frames.add(bytes.toString()), refused::add);

    private static Buffer framed(String... texts) {
        Buffer bytes = Buffer.buffer();
        for (String text : texts) {
            bytes.appendInt(text.length()).appendString(text);
        }
        return bytes;
    }

    @Test
    void framesComeWholeHoweverTheBytesAreCut() {
        Buffer bytes = framed("{}", "{\"a\":1}", "x".repeat(MAX));
        for (int cut = 1; cut < bytes.length(); cut++) {
            frames.clear();
            reader.read(bytes.getBuffer(0, cut));
            reader.read(bytes.getBuffer(cut, bytes.length()));
            assertThat(frames).containsExactly("{}", "{\"a\":1}", "x".repeat(MAX));
        }
        assertThat(reader.partialBytes()).isZero();
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, MAX + 1, Integer.MAX_VALUE})
    void lengthIsRefusedBeforeAByteOfItsFrameIsKept(int length) {
        reader.read(framed("{}").appendInt(length).appendString("{}{}{}{}"));
        reader.read(framed("{}"));
        assertThat(frames).containsExactly("{}");
        assertThat(refused).containsExactly(length);
        assertThat(reader.partialBytes()).isZero();
    }

    @Test
    void frameThatIsNotCompleteIsKeptAndNoMore() {
        reader.read(Buffer.buffer().appendInt(50).appendString("x".repeat(30)));
        assertThat(frames).isEmpty();
        assertThat(reader.partialBytes()).isEqualTo(30);
        reader.end();
        reader.read(Buffer.buffer("x".repeat(20)));
        assertThat(frames).isEmpty();
        assertThat(reader.partialBytes()).isZero();
    }
}
