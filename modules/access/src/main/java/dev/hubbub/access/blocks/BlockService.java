// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.blocks;

import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.Blocks.Block;
import dev.hubbub.contract.users.Blocks.BlockList;
import dev.hubbub.contract.users.Blocks.Blocked;
import dev.hubbub.contract.users.Blocks.BlockedUser;
import dev.hubbub.contract.users.Blocks.Changed;
import dev.hubbub.contract.users.Blocks.ListOf;
import dev.hubbub.contract.users.Blocks.Unblock;
import dev.hubbub.contract.users.Blocks.Unblocked;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Keeps whom users block, on every node. Requests of a user at the same time may pass the limit by as many as they are. */
public final class BlockService {
    private final UserRecordClient users;
    private final RoomRecordClient records;
    private final Consumer<Changed> changed;
    private final InstantSource clock;

    /**
     * @param users reads single records
     * @param records lists, writes and deletes them
     * @param changed tells all nodes
     */
    public BlockService(
            UserRecordClient users, RoomRecordClient records, Consumer<Changed> changed, InstantSource clock) {
        this.users = users;
        this.records = records;
        this.changed = changed;
        this.clock = clock;
    }

    public Future<Blocked> block(Caller caller, Block body) {
        UserId user = requireUser(caller);
        if (body.user().equals(user)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "user: yourself (expected: another user)");
        }
        RecordKey key = Blocks.key(user, body.user());
        return users.get(new Records.Get(List.of(key)))
                .compose(found -> found.records().isEmpty() ? add(user, key) : Future.succeededFuture())
                .onComplete(either -> changed.accept(new Changed(user, body.user()))) // a failed write may be stored
                .map(new Blocked(body.user()));
    }

    private Future<Void> add(UserId user, RecordKey key) {
        return records.list(new Records.ListOf(user.value(), Blocks.RECORD.name(), null, Blocks.MAX_BLOCKED))
                .compose(all -> all.records().size() < Blocks.MAX_BLOCKED
                        ? records.put(Blocks.RECORD.put(key, now()))
                        : Future.failedFuture(new HubException(
                                ErrorCode.CONFLICT,
                                "you block too many users (expected: at most " + Blocks.MAX_BLOCKED + ")")))
                .mapEmpty();
    }

    /** The current time in milliseconds, as the store keeps it. */
    private Blocks.Since now() {
        return new Blocks.Since(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    public Future<Unblocked> unblock(Caller caller, Unblock body) {
        UserId user = requireUser(caller);
        return records.delete(new Records.Delete(Blocks.key(user, body.user()), null))
                .onComplete(either -> changed.accept(new Changed(user, body.user())))
                .map(new Unblocked(body.user()));
    }

    public Future<BlockList> list(Caller caller, ListOf body) {
        UserId user = requireUser(caller);
        String after = body.after() == null ? null : body.after().value();
        return records.list(new Records.ListOf(user.value(), Blocks.RECORD.name(), after, Blocks.PAGE + 1))
                .map(found -> page(found.records()));
    }

    private static BlockList page(List<StoredRecord> found) {
        List<BlockedUser> blocked =
                found.stream().limit(Blocks.PAGE).map(BlockService::blocked).toList();
        boolean isLast = found.size() <= Blocks.PAGE;
        return new BlockList(
                blocked, isLast ? null : blocked.get(Blocks.PAGE - 1).user());
    }

    private static BlockedUser blocked(StoredRecord stored) {
        return new BlockedUser(
                new UserId(stored.key().key()), Blocks.RECORD.read(stored).at());
    }

    private static UserId requireUser(Caller caller) {
        if (caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "the host app's server is no user");
        }
        return caller.user();
    }
}
