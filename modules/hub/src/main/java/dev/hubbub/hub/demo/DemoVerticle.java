// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.session.Tickets;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.login.TicketStore;
import dev.hubbub.hub.login.TokenSigner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the lobby and serves its bot and the tickets on the bus. */
public final class DemoVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DemoVerticle.class);
    private static final long REPORT_MILLIS = 2_000;
    private static final int CREATE_ATTEMPTS = 10;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration TOKEN_TTL = Duration.ofHours(12);

    private final TicketStore tickets;
    private final TokenSigner signer;

    /** @param signer makes the tokens that tickets are exchanged for */
    public DemoVerticle(TicketStore tickets, TokenSigner signer) {
        this.tickets = tickets;
        this.signer = signer;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        EchoBot bot = new EchoBot(
                () -> bus.call(Presence.LIST, DemoRoom.BOT, new Presence.InRoomQuery(DemoRoom.ID)),
                send -> bus.call(Messages.SEND, DemoRoom.BOT, send));
        return createRoom(bus, CREATE_ATTEMPTS)
                .compose(created -> Future.all(
                        bus.serve(Tickets.REDEEM, this::redeem),
                        bus.subscribe(MessageLog.STORED, stored -> stored.entries().stream()
                                .filter(entry -> entry.room().equals(DemoRoom.ID))
                                .forEach(entry -> echo(bot, entry)))))
                .onSuccess(started -> vertx.setPeriodic(0, REPORT_MILLIS, tick -> reportPresence(bus)));
    }

    private static void echo(EchoBot bot, PublishedEntry entry) {
        bot.onEntry(entry.decoded())
                .onFailure(cause -> LOG.debug("no echo of {}: {}", entry.seq(), cause.getMessage()));
    }

    /** On a busy machine the first answer of the store may come too late. */
    private Future<Void> createRoom(Bus bus, int attempts) {
        return DemoRoom.create(bus)
                .<Void>mapEmpty()
                .recover(cause -> attempts > 1 && isUnavailable(cause)
                        ? vertx.timer(PAUSE_MILLIS).compose(later -> createRoom(bus, attempts - 1))
                        : Future.failedFuture(cause));
    }

    private static boolean isUnavailable(Throwable cause) {
        return cause instanceof HubException refused && refused.is(ErrorCode.UNAVAILABLE);
    }

    /** The bot has no socket, so it reports its own presence, as a gateway does for sockets. */
    private void reportPresence(Bus bus) {
        int shard = Shard.of(DemoRoom.BOT_ID.value());
        bus.call(PresenceReports.REPORT, new PresenceReports.Report(shard, deploymentID(), List.of(DemoRoom.BOT_ID)))
                .onFailure(cause -> LOG.debug("the bot looks offline: {}", cause.getMessage()));
    }

    private Future<Tickets.Token> redeem(Tickets.Redeem request) {
        return vertx.executeBlocking(() -> tickets.redeem(request.ticket()))
                .map(user -> new Tickets.Token(signer.sign(user, profileOf(user), Map.of(), TOKEN_TTL), DemoRoom.ID));
    }

    private static Profile profileOf(UserId user) {
        String id = user.value();
        return new Profile(id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1), null, null);
    }
}
