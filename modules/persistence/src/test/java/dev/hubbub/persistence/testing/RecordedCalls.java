// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what is asked of a store, but for the rooms of users, by the names of the methods. */
public final class RecordedCalls {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** The same store, recorded. */
    public Store of(Store store) {
        return new Store(
                recorded(EntryStore.class, store.entries()),
                recorded(RoomStore.class, store.rooms()),
                store.userRooms(),
                recorded(MemberStore.class, store.members()),
                recorded(RecordStore.class, store.records()),
                store.search(),
                store.calls(),
                store::close);
    }

    private <T> T recorded(Class<T> port, T delegate) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            calls.add(port.getSimpleName() + "." + method.getName());
            try {
                return method.invoke(delegate, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** What was asked since the last time, in alphabetical order. */
    public List<String> take() {
        List<String> taken = calls.stream().sorted().toList();
        calls.clear();
        return taken;
    }
}
