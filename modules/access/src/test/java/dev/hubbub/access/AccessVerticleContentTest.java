// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.value.ClientId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages hold. */
@ExtendWith(VertxExtension.class)
class AccessVerticleContentTest {
    private static final Map<String, Object> IMAGE = Map.of("url", "https://files.example/a.png", "order", 7);

    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
    }

    private static Send send(String kind, String text, Map<String, Object> data) {
        return new Send(PUBLIC_ROOM, new ClientId("c1"), kind, text, data, null, null, null, null, null, null);
    }

    private static JsonObject malformed(String kind) {
        return new JsonObject()
                .put("room", PUBLIC_ROOM.value())
                .put("clientId", "c1")
                .put("text", "hello")
                .put("kind", kind);
    }

    private Entry stored() {
        List<Entry> entries = harness.ok(Messages.HISTORY, ANN, new Messages.History(PUBLIC_ROOM, null, 1L, 10))
                .messages();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void contentIsStoredAsItWasSent() {
        harness.ok(Messages.SEND, BOB, send("image", "a caption", IMAGE));
        assertThat(stored().fields()).isEqualTo(Map.of("kind", "image", "text", "a caption", "data", IMAGE));
    }

    @Test
    void textNeedsNoKind() {
        harness.ok(Messages.SEND, BOB, send("text", "hello", null));
        assertThat(stored().fields()).isEqualTo(Map.of("text", "hello"));
    }

    @Test
    void onlyTheServerSendsSystemMessages() {
        assertThat(harness.refused(Messages.SEND, ANN, send("system", "Order 7 is paid", null)))
                .isEqualTo("FORBIDDEN: kind: system (expected: only from the host app's server)");
        harness.ok(Messages.SEND, SERVER, send("system", "Order 7 is paid", null));
        assertThat(stored().fields()).containsEntry("kind", "system");
    }

    @Test
    void dataIsBounded() {
        String tooLong = "x".repeat(Messages.MAX_DATA_BYTES);
        assertThat(harness.refused(Messages.SEND, BOB, send("x.form", null, Map.of("a", tooLong))))
                .isEqualTo("TOO_LARGE: data: 16392 bytes (expected: at most 16384)");
        assertThat(harness.refused(Messages.SEND, BOB, send("x.form", null, Map.of("a", Double.POSITIVE_INFINITY))))
                .startsWith("BAD_REQUEST: data: ");
        assertThat(harness.refused(Messages.SEND, BOB, send("x.form", null, Map.of("a", "\ud800"))))
                .startsWith("BAD_REQUEST: data: ");
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"joined", "song", "message", "x."})
    void otherKindsAreRefused(String kind) {
        assertThat(harness.malformed(Messages.SEND, BOB, malformed(kind))).startsWith("BAD_REQUEST: kind: not known");
    }

    @Test
    void contentThatIsNotOfItsKindIsRefused() {
        assertThat(harness.malformed(Messages.SEND, BOB, malformed("image")))
                .startsWith("BAD_REQUEST: data.url: missing");
        JsonObject link = new JsonObject().put("url", "http://169.254.169.254/latest/meta-data");
        assertThat(harness.malformed(Messages.SEND, BOB, malformed("image").put("data", link)))
                .isEqualTo("BAD_REQUEST: data.url: a private address (expected: a public host)");
        assertThat(harness.malformed(Messages.SEND, BOB, malformed("text").put("kind", 1)))
                .startsWith("BAD_REQUEST: kind");
        assertThat(harness.malformed(Messages.SEND, BOB, malformed("text").put("data", "x")))
                .startsWith("BAD_REQUEST: data");
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
    }
}
