// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.fanout.process.ProcessMessage.Answer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The requests that one process was sent and has not answered, by the addresses at which it answers. */
final class PendingAnswers {
    private static final String PREFIX = "reply.";

    private final int max;
    private final long timeoutMillis;
    private final LongSupplier clock;
    private final String own = PREFIX + UUID.randomUUID() + '.';
    private final Map<String, Pending> pending = new LinkedHashMap<>(); // the oldest ends first
    private long numbers;

    private record Pending(Answer answer, long deadline) {}

    /**
     * @param max how many may wait
     * @param timeoutMillis how long each may wait
     */
    PendingAnswers(int max, long timeoutMillis, LongSupplier clock) {
        this.max = max;
        this.timeoutMillis = timeoutMillis;
        this.clock = clock;
    }

    /** Whether what is sent to the address is an answer, in time or late, to this process or another one. */
    static boolean isAnswer(String address) {
        return address.startsWith(PREFIX);
    }

    boolean isFull() {
        return pending.size() >= max;
    }

    /** An address for one more answer. */
    String nextAddress() {
        return own + numbers++;
    }

    void add(String address, Answer answer) {
        pending.put(address, new Pending(answer, clock.getAsLong() + timeoutMillis));
    }

    /** The request that is answered there, which waits no more; empty when none waits. */
    Optional<Answer> take(String address) {
        return Optional.ofNullable(pending.remove(address)).map(Pending::answer);
    }

    /** Fails those that have waited for too long. */
    void expire() {
        long now = clock.getAsLong();
        List<Pending> late = new ArrayList<>();
        Iterator<Pending> oldestFirst = pending.values().iterator();
        while (oldestFirst.hasNext()) {
            Pending each = oldestFirst.next();
            if (each.deadline > now) {
                break;
            }
            oldestFirst.remove();
            late.add(each);
        }
        HubException cause = new HubException(ErrorCode.UNAVAILABLE, "the process did not answer in time");
        late.forEach(each -> each.answer.fail(cause));
    }

    /** The process has gone. */
    void failAll() {
        List<Pending> all = List.copyOf(pending.values());
        pending.clear();
        HubException cause = new HubException(ErrorCode.UNAVAILABLE, "the process that serves this has gone");
        all.forEach(each -> each.answer.fail(cause));
    }

    int size() {
        return pending.size();
    }
}
