// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.MemberCounts;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.StoredMember;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Fails writes on demand, and lets others write before the next one. */
public final class ControlledMemberStore implements MemberStore {
    private final MemberStore delegate;
    private final AtomicReference<Runnable> beforePut = new AtomicReference<>(() -> {});
    private volatile boolean readOnly;

    public ControlledMemberStore(MemberStore delegate) {
        this.delegate = delegate;
    }

    /** The same store with this one for members. */
    public Store in(Store store) {
        return new Store(
                store.entries(),
                store.rooms(),
                store.userRooms(),
                this,
                store.records(),
                store.search(),
                store.calls(),
                store::close);
    }

    /** Whether writes fail. */
    public void readOnly(boolean now) {
        readOnly = now;
    }

    /** This happens right before the next write. */
    public void beforeNextPut(Runnable work) {
        beforePut.set(work);
    }

    @Override
    public Future<List<StoredMember>> get(RoomId room, Collection<UserId> users) {
        return delegate.get(room, users);
    }

    @Override
    public Future<Boolean> put(RoomId room, StoredMember member) {
        beforePut.getAndSet(() -> {}).run();
        return readOnly
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"))
                : delegate.put(room, member);
    }

    @Override
    public Future<List<StoredMember>> page(PageOf request) {
        return delegate.page(request);
    }

    @Override
    public Future<MemberCounts> count(RoomId room) {
        return delegate.count(room);
    }
}
