// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.store.AccessFixtures;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.access.users.PrivacyService;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.users.Users.ChangePrivacy;
import dev.hubbub.contract.users.Users.PrivacySettings;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What users let others see, over the bus. */
@ExtendWith(VertxExtension.class)
final class AccessVerticlePrivacyTest {
    private static final Caller KEY = new Caller(UserId.ofServerKey("shop"), Profile.EMPTY, Set.of(Grant.SERVER));

    private AccessHarness harness;

    @BeforeEach
    void harness(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
    }

    private PrivacySettings change(Caller caller, @Nullable Boolean lastSeen, @Nullable Boolean receipts) {
        return harness.ok(Users.PRIVACY, caller, new ChangePrivacy(lastSeen, receipts));
    }

    @Test
    void othersSeeAllUntilTheUserSaysOtherwise() {
        assertThat(change(ANN, null, null)).isEqualTo(new PrivacySettings(true, true));
        assertThat(change(ANN, false, null)).isEqualTo(new PrivacySettings(false, true));
        assertThat(change(ANN, null, false)).isEqualTo(new PrivacySettings(false, false));
        assertThat(change(ANN, true, null)).isEqualTo(new PrivacySettings(true, false));
        assertThat(change(BOB, null, null)).as("of another user").isEqualTo(new PrivacySettings(true, true));
    }

    @Test
    void questionStoresNothing() {
        change(ANN, null, null);
        change(ANN, true, true);
        assertThat(AccessFixtures.result(harness.bus.call(
                                Records.GET, UserRecords.get(UserRecords.PRIVACY, List.of(ANN.user()))))
                        .records())
                .isEmpty();
    }

    @Test
    void serverKeyHasNoPrivacy() {
        assertThat(harness.refused(Users.PRIVACY, KEY, new ChangePrivacy(false, null)))
                .isEqualTo("FORBIDDEN: the host app's server is no user");
    }

    @Test
    void malformedSettingsAreRefused() {
        for (Object wrong : List.of("no", 0, new JsonObject().put("$ne", true))) {
            assertThat(harness.malformed(Users.PRIVACY, ANN, new JsonObject().put("lastSeen", wrong)))
                    .startsWith("BAD_REQUEST: lastSeen");
            assertThat(harness.malformed(Users.PRIVACY, ANN, new JsonObject().put("receipts", wrong)))
                    .startsWith("BAD_REQUEST: receipts");
        }
        assertThat(harness.malformed(Users.PRIVACY, ANN, null)).startsWith("BAD_REQUEST: body");
        assertThat(harness.malformed(Users.PRIVACY, null, new JsonObject())).startsWith("UNAUTHORIZED");
        JsonObject ofBob = new JsonObject().put("user", "bob").put("lastSeen", false);
        AccessFixtures.result(harness.bus.relay(Users.PRIVACY.address(), ANN, ofBob));
        assertThat(change(BOB, null, null).lastSeen())
                .as("no request names another user")
                .isTrue();
    }

    /** Another device changes the record right before the first writes. */
    private static final class Contended implements UserRecordClient {
        private final FakeUserRecords records = new FakeUserRecords();
        private int conflicts;

        Contended(int conflicts) {
            this.conflicts = conflicts;
        }

        @Override
        public Future<Records.Found> get(Records.Get request) {
            return records.get(request);
        }

        @Override
        public Future<Records.Stored> raise(Records.Raise request) {
            return records.raise(request);
        }

        @Override
        public Future<Records.Stored> put(Records.Put request) {
            if (conflicts-- > 0) {
                records.put(UserRecords.put(ANN.user(), 0, new UserRecords.Privacy(null, false)));
                return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "version"));
            }
            return records.put(request);
        }
    }

    @Test
    void settingsOfTwoDevicesAreBothKept() {
        PrivacyService contended = new PrivacyService(new Contended(2));
        assertThat(AccessFixtures.result(contended.change(ANN, new ChangePrivacy(false, null))))
                .isEqualTo(new PrivacySettings(false, false));
        PrivacyService hopeless = new PrivacyService(new Contended(100));
        assertThatThrownBy(() -> AccessFixtures.result(hopeless.change(ANN, new ChangePrivacy(false, null))))
                .hasMessageStartingWith("CONFLICT");
    }
}
