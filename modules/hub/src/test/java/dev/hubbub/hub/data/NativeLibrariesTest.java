// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
    private static final Path OFTEN_NOEXEC = Path.of("/dev/shm");

    @TempDir
    private Path dir;

    private DataDir data;
    private Path copy;

    /** Uses a directory until it is ended. */
    static final class User {
        public static void main(String[] words) throws InterruptedException {
            NativeLibraries used = NativeLibraries.unpackBelow(new DataDir(Path.of(words[0])));
            System.out.println("ready used://" + used.hashCode());
            Thread.currentThread().join();
        }
    }

    @BeforeEach
    void leaveACopy() throws IOException {
        data = new DataDir(dir);
        Files.createDirectory(data.nativeDir());
        copy = Files.createFile(data.nativeDir().resolve("left.so"));
    }

    @Test
    void librariesAreUnpackedBelowTheDataDirectoryForTheOwnerOnly() throws Exception {
        Files.delete(copy);
        Files.delete(data.nativeDir());
        NativeLibraries.unpackBelow(data).close();
        assertThat(System.getProperty("org.sqlite.tmpdir"))
                .isEqualTo(System.getProperty("io.netty.native.workdir"))
                .isEqualTo(data.nativeDir().toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.nativeDir())))
                .isEqualTo("rwx------");
        assertThat(data.nativeDir()).isEmptyDirectory();
    }

    @Test
    void copiesOfAKilledProcessAreRemoved() {
        try (JavaProcess user = JavaCommand.main(User.class, dir.toString()).start()) {
            user.kill();
        }
        NativeLibraries.unpackBelow(data).close();
        assertThat(copy).doesNotExist();
    }

    @Test
    void copiesOfARunningProcessStay() throws Exception {
        try (JavaProcess user = JavaCommand.main(User.class, dir.toString()).start()) {
            assertThat(copy).as("left before").doesNotExist();
            Files.createFile(copy);
            try (JavaProcess second =
                    JavaCommand.main(User.class, dir.toString()).start()) {
                assertThat(second.isAlive()).isTrue();
                assertThat(user.isAlive()).isTrue();
                NativeLibraries.unpackBelow(data).close();
                assertThat(copy).exists();
            }
        }
    }

    @Test
    void directoryThatIsAFileIsRefused() throws Exception {
        Files.delete(copy);
        Files.delete(data.nativeDir());
        Files.createFile(data.nativeDir());
        assertThatThrownBy(() -> NativeLibraries.unpackBelow(data))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--data: " + dir + " (expected: a directory that can be written)");
    }

    @Test
    void directoryWithoutTheRightToExecuteIsRefusedInOneLine() throws Exception {
        assumeTrue(isNoexec(OFTEN_NOEXEC), OFTEN_NOEXEC + " allows to execute here");
        Path there = Files.createTempDirectory(OFTEN_NOEXEC, "hubbub");
        DataDir noexec = new DataDir(there);
        try {
            assertThatThrownBy(() -> NativeLibraries.unpackBelow(noexec))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("--data: " + noexec.nativeDir() + ": nothing can be executed there");
        } finally {
            Files.deleteIfExists(noexec.nativeDir());
            Files.delete(there);
        }
    }

    private static boolean isNoexec(Path path) throws IOException {
        return Files.isWritable(path)
                && Files.readAllLines(Path.of("/proc/mounts")).stream()
                        .map(line -> line.split(" "))
                        .anyMatch(mount -> mount[1].equals(path.toString()) && mount[3].matches("(.*,)?noexec(,.*)?"));
    }
}
