// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the profiles of users who log in, unless they are known to be stored. Safe for use by several threads. */
final class ProfileWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileWriter.class);
    private static final int MAX_KNOWN = 20_000;
    private static final int MAX_WRITES = 16;

    private final Bus bus;
    private final Cache<UserId, Profile> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();
    private final AtomicInteger writes = new AtomicInteger();

    ProfileWriter(Bus bus) {
        this.bus = bus;
    }

    /** Stores the profile of the caller if it is not known to be stored. */
    void write(Caller caller) {
        if (caller.profile().equals(known.getIfPresent(caller.user()))) {
            return;
        }
        if (writes.incrementAndGet() > MAX_WRITES) {
            writes.decrementAndGet(); // many users log in at once: the next login of this user stores it
            return;
        }
        bus.call(Records.PUT, UserRecords.put(caller.user(), caller.profile()))
                .onSuccess(stored -> known.put(caller.user(), caller.profile()))
                .onFailure(cause -> LOG.debug("profile is not stored: {}", cause.getMessage()))
                .onComplete(either -> writes.decrementAndGet());
    }

    /** About how many profiles are known to be stored. */
    long known() {
        return known.estimatedSize();
    }
}
