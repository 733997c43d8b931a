// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Descriptors and memory of processes on Linux; empty on other systems. */
public record ProcessUsage(Map<String, Usage> byName) {
    /**
     * What one process holds.
     *
     * @param residentKilobytes resident memory
     * @param heap live heap; empty when it was not read or there is no JDK
     */
    public record Usage(long descriptors, long residentKilobytes, Optional<LiveHeap> heap) {}

    /** The live heaps that were read. */
    List<LiveHeap> heaps() {
        return byName.values().stream().flatMap(each -> each.heap().stream()).toList();
    }

    /** Also reads the live heap of Java processes that were started here, which costs a full collection each. */
    public static ProcessUsage readWithHeap(Map<String, Long> pids) {
        Map<String, Usage> byName = new LinkedHashMap<>(read(pids).byName());
        pids.forEach((name, pid) -> byName.computeIfPresent(
                name, (same, usage) -> new Usage(usage.descriptors(), usage.residentKilobytes(), LiveHeap.of(pid))));
        return new ProcessUsage(byName);
    }

    public static ProcessUsage read(Map<String, Long> pids) {
        Map<String, Usage> byName = new LinkedHashMap<>();
        pids.forEach((name, pid) -> {
            Path process = Path.of("/proc", pid.toString());
            try (Stream<Path> files = Files.list(process.resolve("fd"));
                    Stream<String> status = Files.lines(process.resolve("status"))) {
                long resident = status.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
                byName.put(name, new Usage(files.count(), resident, Optional.empty()));
            } catch (IOException gone) {
                // not Linux, or not running: nothing to compare
            }
        });
        return new ProcessUsage(byName);
    }
}
