// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that a hub made for itself: for tests that need more tokens than a command for each could make. */
final class OwnKey {
    static Tokens tokens(Path data) {
        try {
            return Tokens.hs256(Files.readString(new DataDir(data).keyFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OwnKey() {}
}
