// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the heap of a Java process of ours holds once its garbage is gone, as {@code jcmd} tells it. Not to be asked of
 * others: the signal by which it attaches may end a process that is not Java.
 */
final class LiveHeap {
    private static final long PATIENCE_SECONDS = 30;

    /** As the collectors of Java 17 and later say it; of more than one generation each in a line of its own. */
    private static final Pattern USED =
            Pattern.compile("^ *(?!Metaspace|class space)\\S.* total \\d+K, used (\\d+)K", Pattern.MULTILINE);

    /** In kilobytes; empty where there is no JDK, or no such process of this user. */
    static OptionalLong kilobytes(long pid) {
        try {
            jcmd(pid, "GC.run");
            return parse(jcmd(pid, "GC.heap_info"));
        } catch (IOException notThere) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    static OptionalLong parse(String info) {
        return USED.matcher(info)
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .reduce(Long::sum);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(tool.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (InputStream said = asked.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0 ? text : "";
        } finally {
            asked.destroyForcibly();
        }
    }

    private LiveHeap() {}
}
