// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md names the service of each sharded request. */
final class ServicesPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\| (`(?:api|svc)\\..*) \\|");
    private static final Pattern REQUESTS = Pattern.compile("`([a-z.]+)`");

    @Test
    void everyShardedRequestHasAServiceWhichIsThatOfThePage() throws Exception {
        Map<String, String> page = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("PROTOCOL.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                REQUESTS.matcher(row.group(2)).results().forEach(found -> page.put(found.group(1), row.group(1)));
            }
        }
        List<Rpc<?, ?>> sharded = Stream.concat(Catalogue.API.stream(), Catalogue.INSIDE.stream())
                .filter(Rpc::sharded)
                .toList();
        assertThat(sharded).hasSizeGreaterThan(50).allSatisfy(rpc -> {
            String area = rpc.address().substring(0, rpc.address().lastIndexOf('.'));
            assertThat(rpc.service()).as(rpc.address()).isNotNull();
            assertThat(page.getOrDefault(rpc.address(), page.get(area)))
                    .as(rpc.address())
                    .isEqualTo(rpc.service().name());
        });
    }
}
