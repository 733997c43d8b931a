// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The passes of users, for a few seconds from memory. Those who are not known are asked for together, so that a crowd
 * that logs in at once costs a handful of questions.
 */
final class Passes {
    private static final int MAX_KNOWN = 100_000;
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MAX_TOGETHER = 1_000;
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_QUESTIONS = 4;

    private final UserLog log;
    private final Cache<UserId, Pass> known;
    private final Map<UserId, Promise<Pass>> waiting = new LinkedHashMap<>();
    private final Set<Question> asked = new HashSet<>();

    /** Users asked for together. Compared by identity. */
    private static final class Question {
        private final Map<UserId, Promise<Pass>> users = new LinkedHashMap<>();
        private final Set<UserId> changed = new HashSet<>();
    }

    Passes(UserLog log, LongSupplier nanoClock) {
        this.log = log;
        this.known = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoClock::getAsLong)
                .expireAfterWrite(KEPT)
                .maximumSize(MAX_KNOWN)
                .build();
    }

    /** About how many passes are known. */
    long known() {
        return known.estimatedSize();
    }

    /** How many users wait to be asked for; from any thread. */
    int waiting() {
        return waiting.size();
    }

    Future<Pass> of(UserId user) {
        Pass pass = known.getIfPresent(user);
        if (pass != null) {
            return Future.succeededFuture(pass);
        }
        if (!waiting.containsKey(user) && waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many logins at once, try again"));
        }
        Promise<Pass> promise = waiting.computeIfAbsent(user, first -> Promise.promise());
        ask();
        return promise.future();
    }

    /** What is known of a user, or about to be, does not hold any more. */
    void forget(UserId user) {
        known.invalidate(user);
        asked.stream()
                .filter(question -> question.users.containsKey(user))
                .forEach(question -> question.changed.add(user));
    }

    private void ask() {
        while (!waiting.isEmpty() && asked.size() < MAX_QUESTIONS) {
            Question question = new Question();
            List.copyOf(waiting.keySet()).stream()
                    .limit(MAX_TOGETHER)
                    .forEach(user -> question.users.put(user, waiting.remove(user)));
            asked.add(question);
            log.recall(new MessageLog.GetUsers(new ArrayList<>(question.users.keySet())))
                    .onSuccess(people -> answer(question, people))
                    .onFailure(cause -> question.users.values().forEach(promise -> promise.tryFail(cause)))
                    .onComplete(either -> asked.remove(question))
                    .onComplete(either -> ask());
        }
    }

    private void answer(Question question, MessageLog.UserRecords people) {
        Map<UserId, Pass> passes = people.users().stream()
                .collect(Collectors.toMap(MessageLog.UserRecord::user, Pass::of, (one, same) -> one, HashMap::new));
        question.users.forEach((user, promise) -> {
            if (question.changed.contains(user)) {
                again(user, promise);
            } else {
                Pass pass = passes.getOrDefault(user, Pass.ANY);
                known.put(user, pass);
                promise.complete(pass);
            }
        });
    }

    private void again(UserId user, Promise<Pass> promise) {
        Promise<Pass> newer = waiting.putIfAbsent(user, promise);
        if (newer != null) {
            newer.future().onComplete(promise);
        }
    }
}
