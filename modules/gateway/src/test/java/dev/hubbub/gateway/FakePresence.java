// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceReports.Leased;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes whole reports of users, and typing hints. */
final class FakePresence {
    /** The hints, each as user, room and whether the user types. */
    final Queue<String> typings = new ConcurrentLinkedQueue<>();

    /** After how long users are idle; null: never. */
    volatile Long awayMillis;

    private final Map<Integer, Report> reports = new ConcurrentHashMap<>();

    Future<Leased> report(Report report) {
        reports.put(report.shard(), report);
        return Future.succeededFuture(new Leased(300, null, awayMillis));
    }

    Future<Presence.Noted> typing(Caller caller, Presence.Typing typing) {
        typings.add(caller.user() + " " + typing.room() + " " + typing.typing());
        return Future.succeededFuture(new Presence.Noted(typing.room()));
    }

    /** The report that has the user. */
    Optional<Report> reports(String user) {
        return reports.values().stream()
                .filter(report -> report.users().contains(new UserId(user)))
                .findFirst();
    }
}
