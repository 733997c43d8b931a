// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with a Java that only prints its arguments, one a line. With the real one: {@code LauncherE2E}. */
final class LauncherTest {
    private static final Path LAUNCHER = Path.of("bin", "hubbub").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path jar;
    private Path data;

    private record Run(int exit, List<String> lines) {}

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.writeString(folder.resolve("the jar.jar"), "jar");
        data = folder.resolve("the data");
    }

    /** @param archives whether it accepts a class archive */
    private Path java(String name, String version, boolean archives) throws IOException {
        Path home = folder.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                """
                #!/bin/sh
                case "$1" in
                    -version) echo 'openjdk version "%s" 2026-01-01' >&2 ;;
                    -Xshare:on) exit %d ;;
                    *) for argument; do echo "$argument"; done; exit 42 ;;
                esac
                """
                        .formatted(version, archives ? 0 : 1));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    private Run run(Path javaHome, String path, String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HUBBUB_JAR", jar.toString());
        builder.environment().put("PATH", path);
        builder.environment().remove("JAVA_HOME");
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        return finish(builder);
    }

    private static Run finish(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), text.lines().toList());
    }

    private static String path() {
        return System.getenv("PATH");
    }

    private Run token(Path javaHome) throws Exception {
        return run(javaHome, path(), "token", "ann", "--name", "Ann of  the 'Hub' $HOME *", "--data", data.toString());
    }

    @Test
    void argumentsAndTheExitCodePassUnchanged() throws Exception {
        Run run = token(java("jdk", "17.0.15", true));
        assertThat(run.exit()).isEqualTo(42);
        assertThat(run.lines())
                .containsExactly(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        jar.toString(),
                        "token",
                        "ann",
                        "--name",
                        "Ann of  the 'Hub' $HOME *",
                        "--data",
                        data.toString());
    }

    @Test
    void newerJavaIsAllowedWhatItWouldWarnOf() throws Exception {
        String unsafe = "--sun-misc-unsafe-memory-access=allow";
        assertThat(token(java("jdk22", "22", true)).lines()).doesNotContain(unsafe);
        assertThat(token(java("jdk25", "25.0.3", true)).lines()).contains(unsafe);
    }

    @Test
    void javaOfThePathIsTakenWhereJavaHomeIsTooOldOrMissing() throws Exception {
        Path old = java("old", "11.0.2", true);
        String path = java("new", "17.0.1", true).resolve("bin") + ":" + path();
        assertThat(run(old, path, "check-config").lines()).contains("check-config");
        assertThat(run(folder.resolve("none"), path, "check-config").lines()).contains("check-config");
        assertThat(run(null, path, "check-config").lines()).contains("check-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.2", "16-ea", "no"})
    void withoutAUsableJavaOneLineSaysSo(String version) throws Exception {
        Path old = java("old", version, true);
        Run run = run(old, old.resolve("bin") + ":" + path(), "check-config");
        assertThat(run.exit()).as(run.lines().toString()).isEqualTo(1);
        assertThat(run.lines())
                .singleElement()
                .asString()
                .startsWith("hubbub: no Java (expected: 17 or newer")
                .contains(old.toString());
    }

    @Test
    void withoutAJarOneLineSaysSo() throws Exception {
        Files.delete(jar);
        Run run = token(java("jdk", "17", true));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines()).containsExactly("hubbub: " + jar + ": not there (expected: the built jar)");
    }

    @Test
    void jarBesideTheLauncherIsFoundThroughALink() throws Exception {
        Path beside = Files.createDirectories(folder.resolve("app").resolve("bin"));
        Files.copy(LAUNCHER, beside.resolve("hubbub"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(jar, beside.resolve("hubbub.jar"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("app", "bin", "hubbub"));
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "check-config").directory(folder.toFile());
        builder.environment().put("JAVA_HOME", java("jdk", "17", true).toString());
        builder.environment().remove("HUBBUB_JAR");
        Run run = finish(builder);
        assertThat(run.lines())
                .containsExactly(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        beside.toRealPath().resolve("hubbub.jar").toString(),
                        "check-config");
    }

    @Test
    void archiveOfThisJarAndJavaIsUsedIfJavaAcceptsIt() throws Exception {
        Path jdk = java("jdk", "17", true);
        Path archive = Files.writeString(archives().resolve(name(jdk)), "archive");
        assertThat(token(jdk).lines()).contains("-XX:SharedArchiveFile=" + archive);
        java("jdk", "17", false);
        assertThat(token(jdk).lines()).noneMatch(line -> line.contains("SharedArchiveFile"));
        Path other = java("other", "17.0.1", true);
        assertThat(token(other).lines()).noneMatch(line -> line.contains("SharedArchiveFile"));
        Files.writeString(jar, "another jar");
        assertThat(token(java("jdk", "17", true)).lines()).noneMatch(line -> line.contains("SharedArchiveFile"));
    }

    private Path archives() throws IOException {
        return Files.createDirectories(data.resolve("classes"));
    }

    /** As the launcher names it. */
    private String name(Path jdk) throws Exception {
        String text = "{ '%s/bin/java' -version 2>&1; ls -lL '%s'; } | cksum | tr ' ' -".formatted(jdk, jar);
        Process process = new ProcessBuilder("sh", "-c", text).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip() + ".jsa";
    }

    @Test
    void dataThatCannotBeWrittenDoesNotStopTheStart() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("classes"), "a file where the folder should be");
        Path jdk = java("jdk", "17", true);
        Run run = run(jdk, path(), "serve", "--data=" + data);
        assertThat(run.exit()).isEqualTo(42);
        assertThat(run.lines())
                .containsExactly("-XX:+ExitOnOutOfMemoryError", "-jar", jar.toString(), "serve", "--data=" + data);
    }

    @Test
    void commandThatEndsAtOnceMakesNoArchiveAndNoFolder() throws Exception {
        token(java("jdk", "17", true));
        assertThat(data).doesNotExist();
    }
}
