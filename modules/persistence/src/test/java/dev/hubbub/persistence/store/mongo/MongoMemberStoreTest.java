// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.MemberStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a MongoDB server. */
final class MongoMemberStoreTest extends MemberStoreContract {
    @RegisterExtension
    static final MongoStoreExtension MONGO = new MongoStoreExtension();

    @Override
    protected MemberStore members() {
        return MONGO.store().members();
    }
}
