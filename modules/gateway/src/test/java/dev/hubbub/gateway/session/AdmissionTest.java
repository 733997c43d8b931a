// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.frames.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private final List<String> admitted = new ArrayList<>();
    private final List<String> transport = new ArrayList<>();
    private boolean congested;
    private final Admission admission = new Admission(2, new NotingPeer(), this::isCongested, this::take);

    private boolean isCongested() {
        return congested;
    }

    private void take(String text) {
        admitted.add(text);
        if (text.startsWith("request")) {
            admission.begin();
        }
    }

    private final class NotingPeer implements Peer {
        @Override
        public void write(ServerFrame frame) {}

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void heartbeat() {}

        @Override
        public void pause() {
            transport.add("pause");
        }

        @Override
        public void resume() {
            transport.add("resume");
        }

        @Override
        public void deafen() {}

        @Override
        public void close(CloseCode code) {}
    }

    @Test
    void requestsBeyondTheWindowWaitInOrder() {
        for (int i = 1; i <= 5; i++) {
            admission.offer("request " + i);
        }
        admission.offer("ping");
        assertThat(admitted).containsExactly("request 1", "request 2");
        assertThat(transport).containsExactly("pause");
        admission.done();
        assertThat(admitted).containsExactly("request 1", "request 2", "request 3");
        admission.done();
        admission.done();
        assertThat(admitted).endsWith("request 4", "request 5");
        assertThat(transport).containsExactly("pause");
        admission.done();
        assertThat(admitted).endsWith("request 5", "ping");
        assertThat(transport).containsExactly("pause", "resume");
    }

    @Test
    void nothingPassesWhileHeld() {
        admission.hold();
        admission.offer("a");
        admission.offer("b");
        assertThat(admitted).isEmpty();
        admission.release();
        assertThat(admitted).containsExactly("a", "b");
        assertThat(transport).containsExactly("pause", "resume");
    }

    @Test
    void nothingPassesWhileAnswersPileUp() {
        congested = true;
        admission.offer("a");
        assertThat(admitted).isEmpty();
        congested = false;
        admission.drain();
        assertThat(admitted).containsExactly("a");
        assertThat(transport).containsExactly("pause", "resume");
    }

    @Test
    void exceptionDoesNotBlockWhatFollows() {
        Admission fragile = new Admission(1, new NotingPeer(), () -> false, text -> {
            admitted.add(text);
            throw new IllegalStateException(text);
        });
        assertThatThrownBy(() -> fragile.offer("a")).hasMessage("a");
        assertThatThrownBy(() -> fragile.offer("b")).hasMessage("b");
    }

    @Test
    void whatIsForgottenIsNotAdmitted() {
        admission.hold();
        admission.offer("a");
        admission.clear();
        admission.release();
        assertThat(admitted).isEmpty();
    }
}
