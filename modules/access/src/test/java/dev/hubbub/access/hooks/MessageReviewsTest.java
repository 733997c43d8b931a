// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import static dev.hubbub.access.hooks.HookFixtures.LOBBY;
import static dev.hubbub.access.hooks.HookFixtures.storing;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One stage, asked about messages in the lobby; a test answers its questions by hand, in any order. */
class MessageReviewsTest {
    private static final RoomDetails DETAILS = new RoomDetails("Lobby", Visibility.PUBLIC, RoomKind.GROUP);

    private final Map<String, Promise<MessageAnswer>> questions = new LinkedHashMap<>();
    private final List<MessageQuestion> asked = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private final HookChain chain = new HookFixtures()
            .stage("a", Failure.CLOSED, question -> {
                asked.add(question);
                Promise<MessageAnswer> answer = Promise.promise();
                questions.put(question.text(), answer);
                return answer.future();
            })
            .chain();
    private final MessageReviews reviews = new MessageReviews(chain);

    private static MessageDraft draft(RoomId room, @Nullable ClientId clientId, String text) {
        return new MessageDraft(room, clientId, "text", text, null);
    }

    private static CachedMembership member(Caller caller) {
        return new CachedMembership(DETAILS, new Member(caller.user(), Role.MEMBER, 1, null, null), 1);
    }

    private Future<Integer> send(Caller caller, RoomId room, String text) {
        return send(caller, draft(room, new ClientId("c-" + text.replace(' ', '-')), text));
    }

    private Future<Integer> send(Caller caller, MessageDraft draft) {
        return reviews.review(caller, draft, () -> Future.succeededFuture(member(caller)), storing(text -> {
            stored.add(text);
            return Future.succeededFuture(stored.size());
        }));
    }

    private void pass(String text) {
        questions.get(text).complete(MessageAnswer.PASSED);
    }

    @Test
    void messagesOfASenderGoOnInTheirOrder() {
        Future<Integer> one = send(ANN, LOBBY, "one");
        Future<Integer> two = send(ANN, LOBBY, "two");
        Future<Integer> three = send(ANN, LOBBY, "three");
        assertThat(questions).as("asked about at the same time").containsOnlyKeys("one", "two", "three");
        pass("three");
        questions.get("two").complete(MessageAnswer.refused("no"));
        assertThat(stored).isEmpty();
        assertThat(two.isComplete()).isFalse();
        pass("one");
        assertThat(stored).containsExactly("one", "three");
        assertThat(List.of(one.result(), three.result())).containsExactly(1, 2);
        assertThat(failure(two)).isEqualTo("FORBIDDEN: no");
        assertThat(reviews.waiting()).isZero();
    }

    @Test
    void storingIsNotWaitedFor() {
        Promise<String> slow = Promise.promise();
        Future<String> first = reviews.review(
                ANN,
                draft(LOBBY, null, "one"),
                () -> Future.succeededFuture(member(ANN)),
                storing(text -> slow.future()));
        send(ANN, LOBBY, "two");
        pass("one");
        pass("two");
        assertThat(first.isComplete()).isFalse();
        assertThat(stored).containsExactly("two");
    }

    @Test
    void otherSendersAndOtherRoomsDoNotWait() {
        send(ANN, LOBBY, "slow");
        send(BOB, LOBBY, "of bob");
        send(ANN, new RoomId("hall"), "elsewhere");
        pass("elsewhere");
        pass("of bob");
        assertThat(stored).containsExactly("elsewhere", "of bob");
        assertThat(reviews.waiting()).isEqualTo(1);
    }

    @Test
    void textOfTheStageIsStored() {
        send(ANN, LOBBY, "call me: 1");
        questions.get("call me: 1").complete(MessageAnswer.replaced("call me: -"));
        assertThat(stored).containsExactly("call me: -");
    }

    @Test
    void withoutAReasonTheSenderIsToldOnlyThatItIsRefused() {
        Future<Integer> refused = send(ANN, LOBBY, "one");
        questions.get("one").complete(new MessageAnswer(MessageAction.REFUSE, null, "two\nlines", null));
        assertThat(failure(refused)).isEqualTo("FORBIDDEN: the message is refused");
    }

    @Test
    void withoutAnAnswerTheMessageMayBeSentAgain() {
        Future<Integer> failed = send(ANN, LOBBY, "one");
        questions.get("one").fail("gone");
        assertThat(HubException.is(failed.cause(), ErrorCode.UNAVAILABLE)).isTrue();
        send(ANN, LOBBY, "one");
        pass("one");
        assertThat(stored).containsExactly("one");
        assertThat(asked).hasSize(2);
    }

    @Test
    void repeatedMessageIsAskedAboutOnce() {
        send(ANN, LOBBY, "one");
        send(ANN, LOBBY, "one");
        questions.get("one").complete(MessageAnswer.replaced("ONE"));
        send(ANN, LOBBY, "one");
        assertThat(asked).hasSize(1);
        assertThat(stored).as("the log knows the clientId").containsExactly("ONE", "ONE", "ONE");
        assertThat(reviews.remembered()).isEqualTo(1);
    }

    @Test
    void otherContentOtherSendersAndMessagesWithoutAClientIdAreAskedAbout() {
        ClientId same = new ClientId("c");
        send(ANN, draft(LOBBY, same, "one"));
        send(ANN, draft(LOBBY, same, "two"));
        send(ANN, new MessageDraft(LOBBY, same, "code", "one", null));
        send(ANN, new MessageDraft(LOBBY, same, "text", "one", Map.of("a", 1)));
        send(BOB, draft(LOBBY, same, "one"));
        send(ANN, draft(LOBBY, null, "one"));
        send(ANN, draft(LOBBY, null, "one"));
        assertThat(asked).hasSize(7);
    }

    @Test
    void heldMessageIsKeptOrRefusedAndIsAskedAboutOnce() {
        List<Outcome> held = new ArrayList<>();
        MessageReviews.Next<Integer> keeping = new MessageReviews.Next<>() {
            @Override
            public Future<Integer> store(@Nullable String text) {
                return Future.failedFuture("stored");
            }

            @Override
            public Future<Integer> hold(Outcome outcome) {
                held.add(outcome);
                return Future.succeededFuture(0);
            }
        };
        MessageDraft draft = draft(LOBBY, new ClientId("c"), "one");
        reviews.review(ANN, draft, () -> Future.succeededFuture(member(ANN)), keeping);
        questions.get("one").complete(MessageAnswer.held("later"));
        reviews.review(ANN, draft, () -> Future.succeededFuture(member(ANN)), keeping);
        Outcome later = new Outcome(MessageAction.HOLD, null, "later");
        assertThat(held).containsExactly(later, later);
        assertThat(asked).hasSize(1);
        assertThat(failure(send(ANN, draft))).as("what cannot be kept").isEqualTo("FORBIDDEN: later");
        assertThat(stored).isEmpty();
    }

    @Test
    void refusedMessageIsAskedAboutAgain() {
        send(ANN, LOBBY, "one");
        questions.get("one").complete(MessageAnswer.refused("not yet"));
        send(ANN, LOBBY, "one");
        pass("one");
        assertThat(asked).hasSize(2);
        assertThat(stored).containsExactly("one");
    }

    @Test
    void stagesLearnWhoAsksWhere() {
        Caller ann = new Caller(new UserId("ann"), new Profile("Ann", null, "buyer"), Set.of());
        RoomDetails deal = new RoomDetails(
                "Deal",
                Visibility.PRIVATE,
                RoomKind.SESSION,
                null,
                null,
                null,
                null,
                new RoomLink("job", "17", null),
                Map.of("dealStage", "paid"),
                null,
                null,
                null,
                null,
                Map.of());
        CachedMembership owner = new CachedMembership(deal, new Member(ann.user(), Role.OWNER, 1, null, null), 1);
        MessageDraft draft = new MessageDraft(LOBBY, new ClientId("c"), "x.offer", "hi", Map.of("price", 1));
        reviews.review(ann, draft, () -> Future.succeededFuture(owner), storing(text -> Future.succeededFuture()));
        assertThat(asked)
                .containsExactly(new MessageQuestion(
                        LOBBY,
                        ann.user(),
                        "x.offer",
                        new ClientId("c"),
                        "hi",
                        Map.of("price", 1),
                        Role.OWNER,
                        ann.profile(),
                        RoomKind.SESSION,
                        deal.link(),
                        "paid"));
    }

    @Test
    void callerWhoMayNotStoreItIsNotAskedAbout() {
        HubException refusal = new HubException(ErrorCode.FORBIDDEN, "closed");
        Future<Integer> refused =
                reviews.review(ANN, draft(LOBBY, null, "one"), () -> Future.failedFuture(refusal), storing(text -> {
                    stored.add(text);
                    return Future.succeededFuture(1);
                }));
        assertThat(refused.cause()).isSameAs(refusal);
        assertThat(asked).isEmpty();
        assertThat(stored).isEmpty();
        assertThat(reviews.waiting()).isZero();
    }

    @Test
    void hostAppsServerIsNotAskedAbout() {
        assertThat(reviews.concern(ANN)).isTrue();
        assertThat(reviews.concern(SERVER)).isFalse();
        assertThat(new MessageReviews(new HookFixtures().chain()).concern(ANN)).isFalse();
    }

    @Test
    void boundedNumberWaits() {
        for (int user = 0; user < MessageReviews.MAX_OF_ROOM / MessageReviews.MAX_OF_SENDER; user++) {
            Caller caller = Caller.of("user-" + user);
            for (int i = 0; i < MessageReviews.MAX_OF_SENDER; i++) {
                assertThat(send(caller, LOBBY, user + " " + i).isComplete()).isFalse();
            }
            assertThat(failure(send(caller, LOBBY, "more"))).startsWith("TOO_MANY");
        }
        assertThat(failure(send(ANN, LOBBY, "more"))).startsWith("TOO_MANY");
        for (int i = reviews.waiting(); i < MessageReviews.MAX_OVERALL; i++) {
            assertThat(send(Caller.of("user-" + i), new RoomId("room-" + i), "room " + i)
                            .isComplete())
                    .isFalse();
        }
        assertThat(failure(send(ANN, new RoomId("hall"), "more"))).startsWith("TOO_MANY");
        assertThat(chain.asking()).isEqualTo(MessageReviews.MAX_OVERALL);
        List.copyOf(questions.keySet()).forEach(this::pass);
        assertThat(reviews.waiting()).isZero();
        assertThat(stored).hasSize(MessageReviews.MAX_OVERALL);
        send(ANN, LOBBY, "more");
        pass("more");
        assertThat(stored).endsWith("more");
    }
}
