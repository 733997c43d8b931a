// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.shard;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static dev.hubbub.presence.testing.PresenceFixtures.with;
import static dev.hubbub.presence.testing.PresenceFixtures.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.json.JsonTime;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.Lookup;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.Presence.Online;
import dev.hubbub.contract.presence.Presence.PageOf;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.presence.StatusRequests.Refresh;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.AboutUser;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others see of users who chose a status or do nothing. Leases of 8 s, 3 s of grace, away after 60 s. */
class ShownStatesTest {
    private static final int SHARD = shard(ANN);

    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private boolean owner = true;
    private final ChosenStatuses chosen = new ChosenStatuses(services, clock);
    private final PresencePublisher publisher = new PresencePublisher(services, clock, shard -> owner);
    private final LastSeenWriter lastSeen = new LastSeenWriter(services, clock);
    private final OnlineUsers onlineUsers = new OnlineUsers(
            new OnlineSettings(8_000, 3_000, 8_000, OnlineSettings.MAX_USERS, 60_000),
            clock,
            shard -> owner,
            chosen,
            new StateChanges(publisher, lastSeen));

    @BeforeEach
    void settled() {
        services.room(LOBBY, users(ANN, BOB));
        onlineUsers.sweep();
        advance(8_000);
    }

    private void advance(long millis) {
        clock.advance(millis);
        onlineUsers.sweep();
        chosen.retryDue();
        publisher.retryDue();
        lastSeen.retryDue();
    }

    private void choose(Caller caller, PresenceStatus status, @Nullable String text) {
        services.chosen.put(caller.user(), new ChosenStatus(status, text));
        done(onlineUsers.refresh(new Refresh(caller.user())));
    }

    private State seenBy(Caller viewer, Caller caller) {
        UserId self = viewer.equals(caller) ? viewer.user() : null;
        return done(onlineUsers.lookup(new Lookup(shard(caller), users(caller), self)))
                .users()
                .get(0);
    }

    private static State state(PresenceStatus status, @Nullable String text) {
        return new State(ANN.user(), true, status, text, null, null, null);
    }

    private static State offline(@Nullable Instant seenAt) {
        return new State(ANN.user(), false, seenAt);
    }

    private static Report idle(String node, boolean idle, long version) {
        return new Report(SHARD, node, users(ANN), version, idle ? users(ANN) : List.of());
    }

    private List<String> told() {
        return services.hints.stream()
                .map(hint -> hint.hint().fields())
                .map(fields -> fields.get("status") + " " + fields.get("text"))
                .toList();
    }

    @Test
    void chosenStatusAndTextAreShownAndSurviveAReconnect() {
        done(onlineUsers.report(with("n1", ANN)));
        choose(ANN, PresenceStatus.AWAY, "lunch");
        assertThat(seenBy(BOB, ANN)).isEqualTo(state(PresenceStatus.AWAY, "lunch"));
        advance(1_000);
        assertThat(told()).containsExactly("online null", "away lunch");
        done(onlineUsers.report(without("n1", ANN)));
        advance(3_000);
        assertThat(seenBy(BOB, ANN).text()).as("offline").isNull();
        done(onlineUsers.report(with("n2", ANN)));
        assertThat(seenBy(BOB, ANN)).isEqualTo(state(PresenceStatus.AWAY, "lunch"));
        advance(1_000);
        assertThat(told()).containsExactly("online null", "away lunch", "offline null", "away lunch");
    }

    @Test
    void invisibleUserLooksAsIfItHadJustLeft() {
        done(onlineUsers.report(with("n1", ANN)));
        advance(5_000);
        Instant hidden = clock.instant();
        choose(ANN, PresenceStatus.INVISIBLE, "secret");
        assertThat(seenBy(BOB, ANN).online()).isFalse();
        assertThat(seenBy(ANN, ANN)).isEqualTo(state(PresenceStatus.INVISIBLE, "secret"));
        assertThat(services.hints).last().satisfies(hint -> assertThat(
                        hint.hint().fields())
                .containsEntry("online", false)
                .containsEntry("lastSeen", JsonTime.text(hidden))
                .doesNotContainKey("text"));
        assertThat(services.hints.get(services.hints.size() - 1).except())
                .as("the user knows better")
                .isEqualTo(Hints.Except.user(ANN.user()));
        assertThat(services.lastSeen(ANN.user())).isEqualTo(hidden);
    }

    @Test
    void devicesOfAUserAreToldWhatTheUserChose() {
        done(onlineUsers.report(with("n1", ANN)));
        choose(ANN, PresenceStatus.INVISIBLE, "secret");
        assertThat(services.userHints)
                .containsExactly(new Hints.ToUsers(
                        users(ANN), Hints.Body.of("presence", state(PresenceStatus.INVISIBLE, "secret")), null));
    }

    @Test
    void nothingIsToldOfAnInvisibleUserWhoComesAndGoes() {
        services.chosen.put(ANN.user(), new ChosenStatus(PresenceStatus.INVISIBLE, null));
        done(onlineUsers.report(with("n1", ANN)));
        assertThat(seenBy(BOB, ANN)).isEqualTo(offline(null));
        assertThat(seenBy(ANN, ANN).status()).isEqualTo(PresenceStatus.INVISIBLE);
        advance(1_000);
        done(onlineUsers.report(without("n1", ANN)));
        advance(3_000);
        assertThat(services.hints).isEmpty();
        assertThat(services.lastSeen(ANN.user()))
                .as("not raised while invisible")
                .isNull();
        assertThat(services.changed)
                .as("the other nodes know that the user is connected")
                .containsExactly(
                        new Changed(ANN.user(), true, PresenceStatus.INVISIBLE, null), new Changed(ANN.user(), false));
    }

    @Test
    void invisibleUserWhoReconnectsAtOnceIsStillToldAsGone() {
        done(onlineUsers.report(with("n1", ANN)));
        advance(500);
        choose(ANN, PresenceStatus.INVISIBLE, null); // too soon for another event
        choose(ANN, PresenceStatus.INVISIBLE, "text");
        assertThat(told()).containsExactly("online null");
        advance(500);
        assertThat(told()).containsExactly("online null", "offline null");
    }

    @Test
    void userWhoIsIdleOnAllNodesIsAway() {
        assertThat(done(onlineUsers.report(idle("n1", false, 1))).awayMillis()).isEqualTo(60_000);
        done(onlineUsers.report(idle("n2", true, 1)));
        assertThat(seenBy(BOB, ANN).status()).isEqualTo(PresenceStatus.ONLINE);
        done(onlineUsers.update(new Update(SHARD, "n1", 1, 2, users(ANN), List.of(), users(ANN))));
        assertThat(seenBy(BOB, ANN)).isEqualTo(state(PresenceStatus.AWAY, null));
        done(onlineUsers.update(new Update(SHARD, "n2", 1, 2, users(ANN), List.of(), List.of())));
        assertThat(seenBy(BOB, ANN).status()).isEqualTo(PresenceStatus.ONLINE);
        choose(ANN, PresenceStatus.AWAY, null);
        assertThat(seenBy(BOB, ANN).status()).as("active, and chosen").isEqualTo(PresenceStatus.AWAY);
    }

    @Test
    void idleUserStaysAwayInTheGrace() {
        done(onlineUsers.report(idle("n1", true, 1)));
        done(onlineUsers.report(without("n1", ANN)));
        done(onlineUsers.refresh(new Refresh(ANN.user())));
        assertThat(seenBy(BOB, ANN).status()).isEqualTo(PresenceStatus.AWAY);
        advance(2_999);
        assertThat(told()).containsExactly("away null");
    }

    @Test
    void newOwnerKnowsWhatWasShownAndTellsNothing() {
        owner = false;
        advance(0);
        onlineUsers.updateRemoteShard(SHARD, new Online(users(ANN), null, users(ANN), List.of()));
        assertThat(seenBy(BOB, ANN).status()).isEqualTo(PresenceStatus.AWAY);
        owner = true;
        advance(0);
        done(onlineUsers.report(idle("n1", true, 1)));
        advance(4_000);
        done(onlineUsers.report(idle("n1", true, 2)));
        advance(4_000);
        assertThat(seenBy(BOB, ANN).status()).isEqualTo(PresenceStatus.AWAY);
        assertThat(services.hints).isEmpty();
    }

    @Test
    void newOwnerReadsWhatItDidNotHear() {
        owner = false;
        advance(0);
        onlineUsers.applyChange(new Changed(ANN.user(), true));
        services.chosen.put(ANN.user(), new ChosenStatus(PresenceStatus.INVISIBLE, null)); // the event was lost
        owner = true;
        advance(0);
        assertThat(seenBy(BOB, ANN).online()).isFalse();
        assertThat(told()).containsExactly("offline null");
    }

    @Test
    void formerOwnerAnswersForAMomentFromWhatItShowed() {
        services.chosen.put(ANN.user(), new ChosenStatus(PresenceStatus.INVISIBLE, null));
        done(onlineUsers.report(with("n1", ANN)));
        owner = false;
        advance(0);
        assertThat(seenBy(BOB, ANN).online()).isFalse();
        assertThat(seenBy(ANN, ANN).status()).isEqualTo(PresenceStatus.INVISIBLE);
        assertThat(chosen.known()).isZero();
    }

    @Test
    void otherNodesLearnStatusesAndAreToldThemOnce() {
        choose(ANN, PresenceStatus.INVISIBLE, null);
        done(onlineUsers.report(with("n1", ANN)));
        Online answer = done(onlineUsers.online(new OfShard(SHARD, null)));
        assertThat(answer.users()).isEqualTo(users(ANN));
        assertThat(answer.invisible()).isEqualTo(users(ANN));
        owner = false;
        advance(0);
        onlineUsers.updateRemoteShard(SHARD, answer);
        String digest = onlineUsers.digest(SHARD);
        owner = true;
        done(onlineUsers.report(with("n1", ANN)));
        assertThat(done(onlineUsers.online(new OfShard(SHARD, digest))).unchanged())
                .isTrue();
    }

    @Test
    void pageHasOnlyUsersWhoAreShown() {
        done(onlineUsers.report(with("n1", ANN)));
        assertThat(done(onlineUsers.page(new PageOf(SHARD, null, 10))).users())
                .containsExactly(state(PresenceStatus.ONLINE, null));
        assertThat(done(onlineUsers.page(new PageOf(SHARD, ANN.user(), 10))).users())
                .isEmpty();
        choose(ANN, PresenceStatus.INVISIBLE, null);
        assertThat(done(onlineUsers.page(new PageOf(SHARD, null, 10))).users()).isEmpty();
    }

    @Test
    void eventsHaveTheProfileAndNoTimeThatTheUserDoesNotShow() {
        Profile profile = new Profile("Ann", null, null);
        services.about.put(ANN.user(), new AboutUser(profile, false, Set.of()));
        done(onlineUsers.report(with("n1", ANN)));
        done(onlineUsers.report(without("n1", ANN)));
        advance(3_000);
        assertThat(services.hints)
                .containsExactly(
                        hint(new State(ANN.user(), true, null).shownAs(profile)),
                        hint(new State(ANN.user(), false, null).shownAs(profile)));
    }

    private static Hints.ToRooms hint(State state) {
        return new Hints.ToRooms(List.of(LOBBY), Hints.Body.of("presence", state), null);
    }

    @Test
    void choiceOfAUserWhoIsNotConnectedIsReadLater() {
        assertThat(done(onlineUsers.refresh(new Refresh(ANN.user()))).user())
                .as("nothing to read of a user who is not connected")
                .isEqualTo(ANN.user());
        assertThat(services.statusReads).isEmpty();
    }
}
