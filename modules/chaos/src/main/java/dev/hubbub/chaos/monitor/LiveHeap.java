// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the heap of a Java process that was started here holds after a full collection, read with {@code jcmd}. Not for
 * other processes: the signal with which {@code jcmd} attaches may end a process that is not Java.
 *
 * @param timers of Netty's event loops, those of Vert.x among them
 * @param handlers on the event bus
 */
public record LiveHeap(long kilobytes, long timers, long handlers) {
    private static final long TIMEOUT_SECONDS = 30;

    /** The output of the collectors of Java 17 and later; generations have a line each. */
    private static final Pattern USED =
            Pattern.compile("^ *(?!Metaspace|class space)\\S.* total \\d+K, used (\\d+)K", Pattern.MULTILINE);

    private static final Pattern TIMER = instances("io\\.netty\\.util\\.concurrent\\.ScheduledFutureTask");
    private static final Pattern HANDLER =
            instances("io\\.vertx\\.core\\.eventbus\\.impl\\.(?:clustered\\.Clustered)?HandlerHolder");

    /** Empty without a JDK, or without such a process of this user. */
    static Optional<LiveHeap> of(long pid) {
        try {
            jcmd(pid, "GC.run"); // objects with a finalizer or cleaner need a second collection
            String histogram = jcmd(pid, "GC.class_histogram"); // collects garbage before it counts
            return parse(histogram, jcmd(pid, "GC.heap_info"));
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Optional<LiveHeap> parse(String histogram, String heapInfo) {
        if (!USED.matcher(heapInfo).find()) {
            return Optional.empty();
        }
        return Optional.of(new LiveHeap(sum(USED, heapInfo), sum(TIMER, histogram), sum(HANDLER, histogram)));
    }

    private static long sum(Pattern number, String text) {
        return number.matcher(text)
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    /** Matches a line such as {@code  58:   815   19560  dev.hubbub.Some (module@version)}. */
    private static Pattern instances(String classes) {
        return Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(?:" + classes + ")(?: |$)", Pattern.MULTILINE);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
        } finally {
            process.destroyForcibly();
        }
    }
}
