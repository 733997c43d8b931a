// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    private Path parent;

    @Test
    void keyIsRandomAndForItsOwnerOnly() throws Exception {
        DataDir data = new DataDir(parent.resolve("a")).create().createKey();
        DataDir other = new DataDir(parent.resolve("b")).create().createKey();
        byte[] key = Files.readAllBytes(data.keyFile());
        assertThat(Base64.getUrlDecoder().decode(new String(key, StandardCharsets.US_ASCII).strip()))
                .hasSize(32);
        assertThat(key).isNotEqualTo(Files.readAllBytes(other.keyFile()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.keyFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void keyStaysTheSame() throws Exception {
        DataDir data = new DataDir(parent.resolve("a")).create().createKey();
        byte[] key = Files.readAllBytes(data.keyFile());
        data.create().createKey();
        assertThat(Files.readAllBytes(data.keyFile())).isEqualTo(key);
    }

    @Test
    void aNewFileNeverReplacesOne() throws Exception {
        Path file = parent.resolve("f");
        DataDir.writeNew(file, "first");
        assertThatThrownBy(() -> DataDir.writeNew(file, "second")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file)).isEqualTo("first");
        assertThat(parent).isDirectoryNotContaining("glob:**.new");
    }
}
