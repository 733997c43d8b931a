// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Occupancy.Followers;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Who follows a room at this moment, from one question to each node of the cluster. The answers are kept for
 * {@value #SECONDS} s, so that the nodes are asked about a room once in that time, however many users ask.
 */
public final class RoomFollowers {
    static final int SECONDS = 1;

    private static final int MAX_ROOMS = 10_000;

    private final RemoteServices services;
    private final Cache<RoomId, Future<InRoom>> answers;

    /**
     * The users who follow a room.
     *
     * @param complete whether these are all
     */
    public record InRoom(Set<UserId> users, boolean complete) {}

    public RoomFollowers(RemoteServices services, Clock clock) {
        this.services = services;
        this.answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(SECONDS, TimeUnit.SECONDS)
                .maximumSize(MAX_ROOMS)
                .build();
    }

    /** Of about how many rooms the answers are kept. */
    public long size() {
        return answers.estimatedSize();
    }

    /** Nodes that do not answer are left out; never fails. */
    public Future<InRoom> of(RoomId room) {
        Future<InRoom> known = answers.getIfPresent(room);
        if (known != null) {
            return known;
        }
        Future<InRoom> asked = ask(room);
        answers.put(room, asked);
        return asked;
    }

    private Future<InRoom> ask(RoomId room) {
        List<Future<Followers>> asked = services.nodes().stream()
                .map(node -> services.followers(new Occupancy.OfRoom(node, room)))
                .toList();
        return Future.join(asked).transform(all -> Future.succeededFuture(inRoom(Answers.of(asked))));
    }

    private static InRoom inRoom(List<Followers> answers) {
        Set<UserId> users =
                answers.stream().flatMap(answer -> answer.names().stream()).collect(Collectors.toSet());
        boolean complete = !answers.isEmpty()
                && answers.stream().allMatch(answer -> answer.names().size() == answer.users());
        return new InRoom(users, complete);
    }
}
