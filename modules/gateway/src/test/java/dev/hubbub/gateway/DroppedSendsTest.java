// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten messages at once. */
@ExtendWith(VertxExtension.class)
final class DroppedSendsTest {
    private static final LimitsConfig LIMITS = LimitsConfig.NONE.with(new LimitsConfig.Requests(30, 10, 10, 1, 20));

    private static JsonObject message(String id) {
        return new JsonObject().put("room", "tea").put("clientId", id).put("text", "t");
    }

    /** A client that waits for no answers learns that some of its sends were dropped. */
    @ParameterizedTest
    @EnumSource
    void sendsWithoutAReplyAddressThatAreDroppedAreToldOnceASecond(Transport transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, LIMITS).over(transport);
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 60; i++) {
            ann.sendText(new JsonObject()
                    .put("type", "send")
                    .put("address", "api.messages.send")
                    .put("body", message("c" + i))
                    .encode());
        }
        JsonObject told = ann.nextFrame().json();
        assertThat(told.getString("type")).isEqualTo("err");
        assertThat(told.containsKey("address")).isFalse();
        assertThat(told.getInteger("failureCode")).isEqualTo(ErrorCode.TOO_MANY.number());
        assertThat(told.getInteger("retryAfter")).isPositive();
        ann.sendText(new JsonObject()
                .put("type", "send")
                .put("address", "api.rooms.list")
                .put("replyAddress", "after")
                .put("body", new JsonObject())
                .encode());
        assertThat(ann.nextFrame().json().getString("address"))
                .as("no second err")
                .isEqualTo("after");
    }
}
