// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Messages;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long senders edit: the messages of the store in this test are of 1970. */
@ExtendWith(VertxExtension.class)
class AccessVerticleEditWindowTest {
    private AccessHarness harness;

    private void deploy(Vertx vertx, int minutes) {
        harness = new AccessHarness(vertx, AccessConfig.defaults().withEditMinutes(minutes));
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "first"));
    }

    private static Edit edit(String text) {
        return new Edit(PUBLIC_ROOM, 2, text, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15})
    void senderDoesNotEditAfterTheWindow(int minutes, Vertx vertx) {
        deploy(vertx, minutes);
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit("second")))
                .isEqualTo("FORBIDDEN: a message is edited by its sender for " + minutes + " minutes");
        assertThat(harness.store.events(PUBLIC_ROOM)).containsExactly("created", "message");
    }

    @Test
    void moderatorsTheServerAndDeletionsKnowNoWindow(Vertx vertx) {
        deploy(vertx, 0);
        assertThat(harness.ok(MessageChanges.EDIT, ANN, edit("by ann")).seq()).isNotNull();
        assertThat(harness.ok(MessageChanges.EDIT, SERVER, edit("by the server"))
                        .seq())
                .isNotNull();
        assertThat(harness.ok(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2))
                        .seq())
                .isNotNull();
    }

    @Test
    void withoutAWindowSendersEditForEver(Vertx vertx) {
        deploy(vertx, AccessConfig.ALWAYS);
        assertThat(harness.ok(MessageChanges.EDIT, BOB, edit("second")).seq()).isNotNull();
    }
}
