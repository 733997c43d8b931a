// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.users;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of users who block others: no direct messages either way. A user who is blocked is not told. */
public final class Blocks {
    /** How many users one user blocks at most. */
    public static final int MAX_BLOCKED = 1_000;

    /** How many users a page of the list has. */
    public static final int PAGE = 100;

    /** A block as it is kept: a record of the user who blocks, with the other as its key. */
    public static final RecordKind<Since> RECORD = new RecordKind<>("block", Since.class);

    /** Blocks a user. Harmless when the user is blocked already. */
    public static final Rpc<Block, Blocked> BLOCK = new Rpc<>("api.users.block", Block.class, Blocked.class);

    /** Ends a block. Harmless when there is none. */
    public static final Rpc<Unblock, Unblocked> UNBLOCK =
            new Rpc<>("api.users.unblock", Unblock.class, Unblocked.class);

    /** Whom the caller blocks, ordered by id. */
    public static final Rpc<ListOf, BlockList> LIST =
            new Rpc<>("api.users.blocks", ListOf.class, BlockList.class).idempotent();

    /** A user blocks another one, or does so no more. */
    public static final Event<Changed> CHANGED = new Event<>("evt.users.blocked", Changed.class);

    /** The key of the record of a block. */
    public static RecordKey key(UserId user, UserId blocked) {
        return RECORD.key(user.value(), blocked.value());
    }

    /** @param at when it was made */
    public record Since(Instant at) {
        public Since {
            Check.present("at", at);
        }
    }

    /** The user to block. */
    public record Block(UserId user) {
        public Block {
            Check.user("user", user);
        }
    }

    /** The user is blocked. */
    public record Blocked(UserId user) {}

    /** The user to block no more. */
    public record Unblock(UserId user) {
        public Unblock {
            Check.user("user", user);
        }
    }

    /** The user is not blocked. */
    public record Unblocked(UserId user) {}

    /** @param after the {@code next} of the page before; absent: the first page */
    public record ListOf(@Nullable UserId after) {}

    /**
     * @param users at most {@value #PAGE}
     * @param next where the next page begins; absent: there is none
     */
    public record BlockList(List<BlockedUser> users, @Nullable UserId next) {
        public BlockList {
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** @param since when the user was blocked */
    public record BlockedUser(UserId user, Instant since) {}

    /**
     * @param user who blocks
     * @param other who is blocked, or is no more
     */
    public record Changed(UserId user, UserId other) {
        public Changed {
            Check.present("user", user);
            Check.present("other", other);
        }
    }

    private Blocks() {}
}
