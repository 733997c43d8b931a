// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;

/** A set of keys in a file. */
public final class FileJwks implements JwksSource {
    private final FileSystem files;
    private final String path;

    public FileJwks(FileSystem files, String path) {
        this.files = files;
        this.path = path;
    }

    @Override
    public Future<Buffer> read() {
        return files.props(path)
                .compose(props -> props.isRegularFile() && props.size() <= JwkSet.MAX_BYTES
                        ? files.readFile(path)
                        : Future.failedFuture("no file"))
                .recover(cause -> Future.failedFuture(new IllegalArgumentException(
                        "cannot be read (expected: a file of at most " + JwkSet.MAX_BYTES + " bytes)")));
    }
}
