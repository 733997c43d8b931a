// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What the processes of a server use, together.
 *
 * @param java whether they are Java virtual machines, whose heap can be asked for
 */
public record ProcessMeter(List<ProcessHandle> processes, boolean java) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    public ProcessMeter {
        processes = List.copyOf(processes);
    }

    /** Meters a process by its id. */
    static ProcessMeter of(long pid, boolean java) {
        return new ProcessMeter(List.of(ProcessHandle.of(pid).orElseThrow()), java);
    }

    /** Meters several Java virtual machines by their ids. */
    static ProcessMeter ofJava(LongStream pids) {
        return new ProcessMeter(
                pids.mapToObj(pid -> ProcessHandle.of(pid).orElseThrow()).toList(), true);
    }

    /** The processor time so far, user and system. */
    public Duration cpu() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The resident memory in bytes; empty on a system without {@code /proc}. */
    public OptionalLong residentBytes() {
        return sum(ProcessMeter::residentBytes);
    }

    /** The bytes of live objects, after a full collection; empty where the server is not Java. */
    public OptionalLong liveHeapBytes() {
        return java ? sum(ProcessMeter::liveHeapBytes) : OptionalLong.empty();
    }

    /** Empty unless all processes have it. */
    private OptionalLong sum(LongFunction<OptionalLong> figure) {
        long sum = 0;
        for (ProcessHandle process : processes) {
            OptionalLong one = figure.apply(process.pid());
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static OptionalLong residentBytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.exists(status) ? first(RESIDENT, read(status), 1024) : OptionalLong.empty();
    }

    private static OptionalLong liveHeapBytes(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return first(HISTOGRAM_TOTAL, output(jcmd, Long.toString(pid), "GC.class_histogram"), 1);
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
