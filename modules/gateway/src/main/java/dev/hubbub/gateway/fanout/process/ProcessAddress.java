// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One address that processes at this node have registered: one consumer on the bus for all of them, which take requests by
 * turns. When the last process has gone, requests fail at once, and the consumer stays for a moment: a process that is
 * started again finds it.
 */
final class ProcessAddress {
    private final Vertx vertx;
    private final long graceMillis;
    private final Supplier<AddressBinding> bind;
    private final Runnable unused;
    private final List<ProcessMember> members = new ArrayList<>();
    private @Nullable AddressBinding binding;
    private Future<Void> opened = Future.succeededFuture();
    private Future<Void> ended = Future.succeededFuture();
    private long timer = -1;
    private int next;

    /**
     * Must be used on the event loop of its processes.
     *
     * @param graceMillis how long the consumer stays without a process
     * @param bind makes the consumer, which hands messages to {@link #receive}
     * @param unused called when the consumer has ended and no process came meanwhile
     */
    ProcessAddress(Vertx vertx, long graceMillis, Supplier<AddressBinding> bind, Runnable unused) {
        this.vertx = vertx;
        this.graceMillis = graceMillis;
        this.bind = bind;
        this.unused = unused;
    }

    /** Completes when every node can reach the process. */
    Future<Void> join(ProcessMember member) {
        members.add(member);
        vertx.cancelTimer(timer);
        if (binding == null) {
            AddressBinding made = bind.get();
            binding = made;
            opened = ended.transform(before -> made.start()).onFailure(cause -> close());
        }
        return opened;
    }

    /** A process has gone, or serves the address no more. */
    void leave(ProcessMember member) {
        if (members.remove(member) && members.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(graceMillis, late -> close());
        }
    }

    /** Ends the consumer; what still reaches it goes to the processes that are there. Never fails. */
    Future<Void> close() {
        AddressBinding open = binding;
        if (open != null) {
            binding = null;
            ended = opened.transform(before -> open.end()).otherwiseEmpty();
        }
        return ended.onSuccess(gone -> {
            if (binding == null && members.isEmpty()) {
                unused.run();
            }
        });
    }

    /** A message has come over the bus. */
    void receive(ProcessMessage message) {
        if (message.send()) {
            request(message);
        } else {
            List.copyOf(members).stream().filter(ProcessMember::hears).forEach(member -> member.offer(message));
        }
    }

    private void request(ProcessMessage message) {
        boolean served = false;
        List<ProcessMember> present = List.copyOf(members);
        for (int tried = 0; tried < present.size(); tried++) {
            ProcessMember member = present.get(Math.floorMod(next++, present.size()));
            served |= member.serves();
            if (member.serves() && member.offer(message)) {
                return;
            }
        }
        message.fail(served ? busy() : unserved());
    }

    private static HubException busy() {
        return new HubException(ErrorCode.UNAVAILABLE, "the process that serves this is busy, try again");
    }

    static HubException unserved() {
        return new HubException(ErrorCode.UNAVAILABLE, "no process serves this now");
    }
}
