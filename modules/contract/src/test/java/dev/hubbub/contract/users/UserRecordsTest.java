// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.UserRecords.LastSeen;
import dev.hubbub.contract.users.UserRecords.Status;
import dev.hubbub.contract.users.UserRecords.ValidFrom;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserRecordsTest {
    private static final UserId ANN = new UserId("ann");
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.006Z");

    private static long rank(Status status) {
        return UserRecords.raise(ANN, status).rank();
    }

    @Test
    void laterTimesHaveAHigherRank() {
        assertThat(UserRecords.raise(ANN, new LastSeen(AT.plusMillis(1))).rank())
                .isGreaterThan(UserRecords.raise(ANN, new LastSeen(AT)).rank());
        assertThat(UserRecords.raise(ANN, new ValidFrom(AT.plusMillis(1))).rank())
                .isGreaterThan(UserRecords.raise(ANN, new ValidFrom(AT)).rank());
        assertThat(UserRecords.raise(ANN, new ValidFrom(Instant.EPOCH)).rank()).isPositive();
    }

    @Test
    void ofDecisionsOfOneTimeTheOneThatDisablesHasAHigherRank() {
        assertThat(rank(new Status(true, AT)))
                .isGreaterThan(rank(new Status(false, AT)))
                .isLessThan(rank(new Status(false, AT.plusMillis(1))));
    }

    @Test
    void shownValuesAreThoseOfTheKindThatCanBeRead() {
        Profile profile = new Profile("Ann", null, null);
        StoredRecord ann = new StoredRecord(
                UserRecords.key(UserRecords.PROFILE, ANN),
                1,
                0,
                UserRecords.put(ANN, profile).value());
        StoredRecord bob = new StoredRecord(new RecordKey("bob", "profile", "-"), 1, 0, Map.of("name", 5));
        StoredRecord seen = new StoredRecord(new RecordKey("cyn", "last-seen", "-"), 1, 0, Map.of());

        assertThat(UserRecords.shown(UserRecords.PROFILE, List.of(ann, bob, seen)))
                .isEqualTo(Map.of(ANN, profile));
    }

    @Test
    void everyValueHasATime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LastSeen(null))
                .withMessage("at: missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValidFrom(null))
                .withMessage("at: missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Status(true, null))
                .withMessage("at: missing");
    }
}
