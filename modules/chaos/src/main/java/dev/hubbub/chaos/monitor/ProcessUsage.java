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

/** What processes hold, as Linux tells it; empty elsewhere. */
public record ProcessUsage(Map<String, Usage> byName) {
    /**
     * Open descriptors, and memory.
     *
     * @param residentKilobytes in the machine's RAM
     * @param heap without garbage; empty: not asked for, or there is no JDK here
     */
    public record Usage(long descriptors, long residentKilobytes, Optional<LiveHeap> heap) {}

    /** Of those that were looked into. */
    List<LiveHeap> heaps() {
        return byName.values().stream().flatMap(each -> each.heap().stream()).toList();
    }

    /** Also at the live heap of Java processes of ours, which costs each a full collection. */
    public static ProcessUsage readWithHeap(Map<String, Long> pids) {
        Map<String, Usage> byName = new LinkedHashMap<>(read(pids).byName());
        byName.replaceAll((name, usage) ->
                new Usage(usage.descriptors(), usage.residentKilobytes(), LiveHeap.of(pids.get(name))));
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
                // not Linux, or not running now: nothing to compare
            }
        });
        return new ProcessUsage(byName);
    }
}
