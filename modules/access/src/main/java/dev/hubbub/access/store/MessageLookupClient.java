// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.messages.MessageLookup;
import io.vertx.core.Future;

/** Asks the store for messages by something else than a range of numbers. */
public interface MessageLookupClient {
    /** Returns those that exist, in seq order; of many large ones only the first. */
    Future<Slice> messages(MessageLookup.Get request);

    Future<Slice> replies(MessageLookup.Replies request);

    Future<MessageLookup.Found> at(MessageLookup.At request);

    Future<MessageLookup.Versions> versions(MessageLookup.VersionsOf request);

    /** Sends the requests over the bus. */
    record OverBus(Bus bus) implements MessageLookupClient {
        @Override
        public Future<Slice> messages(MessageLookup.Get request) {
            return bus.call(MessageLookup.GET, request);
        }

        @Override
        public Future<Slice> replies(MessageLookup.Replies request) {
            return bus.call(MessageLookup.REPLIES, request);
        }

        @Override
        public Future<MessageLookup.Found> at(MessageLookup.At request) {
            return bus.call(MessageLookup.AT, request);
        }

        @Override
        public Future<MessageLookup.Versions> versions(MessageLookup.VersionsOf request) {
            return bus.call(MessageLookup.VERSIONS, request);
        }
    }
}
