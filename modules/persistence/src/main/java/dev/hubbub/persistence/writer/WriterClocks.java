// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Where a writer gets its times from.
 *
 * @param instants the times of entries
 * @param nanos never goes back: how long something takes
 */
public record WriterClocks(InstantSource instants, LongSupplier nanos) {
    public static WriterClocks system() {
        return new WriterClocks(InstantSource.system(), System::nanoTime);
    }
}
