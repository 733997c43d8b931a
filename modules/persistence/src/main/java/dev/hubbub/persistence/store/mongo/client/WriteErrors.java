// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.persistence.log.StoredEntry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the error codes of a MongoDB server mean for the entry that was to be inserted. */
public final class WriteErrors {
    public static final int DUPLICATE = 11000;

    private static final int VALIDATOR = 121;

    /**
     * The document itself is wrong: BadValue, FailedToParse, TypeMismatch, InvalidBSON, DollarPrefixedFieldName,
     * EmptyFieldName, DottedFieldName, DocumentValidationFailure, BSONObjectTooLarge.
     */
    private static final Set<Integer> FOR_GOOD = Set.of(2, 9, 14, 22, 52, 56, 57, VALIDATOR, 10334);

    /** Whether a single write, or some of a bulk, failed only because their documents are there already. */
    public static boolean isDuplicate(Throwable cause) {
        if (cause instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() == null
                    && bulk.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE);
        }
        return cause instanceof MongoWriteException failed && failed.getError().getCode() == DUPLICATE;
    }

    /** Whether the server would refuse the entry again. Some servers take no U+0000, and have no code for it. */
    public static boolean isForGood(StoredEntry entry, int code) {
        return FOR_GOOD.contains(code) || hasNull(entry.entry().fields());
    }

    /** The answer to the sender. */
    public static HubException failure(StoredEntry entry, int code) {
        if (!isForGood(entry, code)) {
            return new HubException(ErrorCode.UNAVAILABLE, "the store fails");
        }
        String text = code != VALIDATOR && hasNull(entry.entry().fields())
                ? "entry: U+0000 in a text (expected: none, the store takes no such text)"
                : "entry: refused by the store with error " + code
                        + (code == VALIDATOR ? " (expected: what its validator allows)" : "");
        return new HubException(ErrorCode.BAD_REQUEST, text);
    }

    private static boolean hasNull(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream().anyMatch(field -> hasNull(field.getKey()) || hasNull(field.getValue()));
        }
        if (value instanceof Iterable<?> array) {
            for (Object item : array) {
                if (hasNull(item)) {
                    return true;
                }
            }
            return false;
        }
        return value instanceof CharSequence text && text.chars().anyMatch(character -> character == 0);
    }

    private WriteErrors() {}
}
