// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What processes hold, as Linux tells it; empty elsewhere. */
record ProcessWatch(Map<String, Held> held) {
    /** Open descriptors, and memory in the machine's RAM. */
    record Held(long descriptors, long residentKilobytes) {}

    static ProcessWatch look(Map<String, Long> pids) {
        Map<String, Held> held = new LinkedHashMap<>();
        pids.forEach((name, pid) -> {
            Path process = Path.of("/proc", pid.toString());
            try (Stream<Path> files = Files.list(process.resolve("fd"));
                    Stream<String> status = Files.lines(process.resolve("status"))) {
                long resident = status.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
                held.put(name, new Held(files.count(), resident));
            } catch (IOException gone) {
                // not Linux, or not running now: nothing to compare
            }
        });
        return new ProcessWatch(held);
    }
}
