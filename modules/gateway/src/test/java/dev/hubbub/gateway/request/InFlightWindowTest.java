// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InFlightWindowTest {
    private final List<String> admitted = new ArrayList<>();
    private final List<String> source = new ArrayList<>();
    private boolean congested;
    private final InFlightWindow window = new InFlightWindow(2, new RecordingSource(), this::isCongested, this::take);

    private boolean isCongested() {
        return congested;
    }

    private void take(String text) {
        admitted.add(text);
        if (text.startsWith("request")) {
            window.begin();
        }
    }

    private final class RecordingSource implements InFlightWindow.Source {
        @Override
        public void pause() {
            source.add("pause");
        }

        @Override
        public void resume() {
            source.add("resume");
        }
    }

    @Test
    void requestsBeyondTheWindowWaitInOrder() {
        for (int i = 1; i <= 5; i++) {
            window.offer("request " + i);
        }
        window.offer("ping");
        assertThat(admitted).containsExactly("request 1", "request 2");
        assertThat(source).containsExactly("pause");
        window.done();
        assertThat(admitted).containsExactly("request 1", "request 2", "request 3");
        window.done();
        window.done();
        assertThat(admitted).endsWith("request 4", "request 5");
        assertThat(source).containsExactly("pause");
        window.done();
        assertThat(admitted).endsWith("request 5", "ping");
        assertThat(source).containsExactly("pause", "resume");
    }

    @Test
    void nothingPassesWhileHeld() {
        window.hold();
        window.offer("a");
        window.offer("b");
        assertThat(admitted).isEmpty();
        window.release();
        assertThat(admitted).containsExactly("a", "b");
        assertThat(source).containsExactly("pause", "resume");
    }

    @Test
    void nothingPassesWhileAnswersPileUp() {
        congested = true;
        window.offer("a");
        assertThat(admitted).isEmpty();
        congested = false;
        window.drain();
        assertThat(admitted).containsExactly("a");
        assertThat(source).containsExactly("pause", "resume");
    }

    @Test
    void exceptionDoesNotBlockWhatFollows() {
        InFlightWindow fragile = new InFlightWindow(1, new RecordingSource(), () -> false, text -> {
            admitted.add(text);
            throw new IllegalStateException(text);
        });
        assertThatThrownBy(() -> fragile.offer("a")).hasMessage("a");
        assertThatThrownBy(() -> fragile.offer("b")).hasMessage("b");
    }

    @Test
    void whatIsForgottenIsNotAdmitted() {
        window.hold();
        window.offer("a");
        window.clear();
        window.release();
        assertThat(admitted).isEmpty();
    }
}
