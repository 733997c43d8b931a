// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the process of a server uses.
 *
 * @param java whether it is a Java virtual machine, whose heap can be asked for
 */
public record ProcessMeter(ProcessHandle process, boolean java) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** Meters a process by its id. */
    static ProcessMeter of(long pid, boolean java) {
        return new ProcessMeter(ProcessHandle.of(pid).orElseThrow(), java);
    }

    /** The processor time so far, user and system. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The resident memory in bytes; empty on a system without {@code /proc}. */
    public OptionalLong residentBytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.exists(status) ? first(RESIDENT, read(status), 1024) : OptionalLong.empty();
    }

    /** The bytes of live objects, after a full collection; empty where the server is not Java. */
    public OptionalLong liveHeapBytes() {
        if (!java) {
            return OptionalLong.empty();
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return first(HISTOGRAM_TOTAL, output(jcmd, Long.toString(process.pid()), "GC.class_histogram"), 1);
    }

    private static OptionalLong first(Pattern pattern, String text, long factor) {
        Matcher found = pattern.matcher(text);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * factor) : OptionalLong.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
