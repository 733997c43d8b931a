// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.config.GatewayConfig.Bridge;
import dev.hubbub.gateway.config.GatewayConfig.Permit;
import dev.hubbub.gateway.dialect.ClientFrame;
import dev.hubbub.gateway.dialect.FrameFault;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BridgePolicyTest {
    private static final Caller ANN = Caller.of("ann");
    private static final Bridge OPERATOR = new Bridge(
            List.of(new Permit("quotes", Map.of("kind", "public")), new Permit("echo", null)),
            List.of(new Permit("news", null)));

    private final BridgePolicy policy = new BridgePolicy(OPERATOR);

    @Test
    void exposedIsTheCatalogueAndWhatTheOperatorLists() {
        assertThat(BridgePolicy.inbound(OPERATOR).stream().map(PermittedOptions::getAddress))
                .containsExactly(
                        "api.session.login",
                        "api.session.refresh",
                        "api.session.resume",
                        "api.rooms.create",
                        "api.rooms.join",
                        "api.rooms.leave",
                        "api.rooms.add",
                        "api.rooms.kick",
                        "api.rooms.members",
                        "api.rooms.list",
                        "api.messages.send",
                        "api.messages.history",
                        "api.presence.list",
                        "api.presence.typing",
                        "api.users.logout",
                        "api.users.disable",
                        "api.users.enable",
                        "quotes",
                        "echo");
        assertThat(BridgePolicy.outbound(OPERATOR)).hasSize(2);
        assertThat(BridgePolicy.outbound(OPERATOR).get(1).getAddress()).isEqualTo("news");
    }

    @Test
    void everyRequestOfTheCatalogueMayBeSentAndNoneHeard() {
        for (Rpc<?, ?> rpc : Catalogue.API) {
            assertThat(judge(ClientFrame.Type.SEND, rpc.address(), new JsonObject(), ANN))
                    .isEmpty();
            assertThat(judge(ClientFrame.Type.REGISTER, rpc.address(), null, ANN))
                    .contains(FrameFault.NOT_EXPOSED);
        }
    }

    @Test
    void insideAddressesAreOutOfReach() {
        for (Rpc<?, ?> rpc : Catalogue.INSIDE) {
            for (String address : new String[] {rpc.address(), rpc.address() + ".7"}) {
                assertThat(judge(ClientFrame.Type.SEND, address, new JsonObject(), ANN))
                        .contains(FrameFault.NOT_EXPOSED);
                assertThat(judge(ClientFrame.Type.REGISTER, address, null, ANN)).contains(FrameFault.NOT_EXPOSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__vertx.reply.1",
                "__vertx.reply.40f8f3f4",
                "_vertx.sockjssessions",
                "evt.persistence.appended",
                "api.rooms.join.7",
                "api.rooms",
                "api.",
                "xapi.rooms.join",
                "api.rooms.join ",
                "API.rooms.join",
                "out.room.lobby",
                "news",
                "hub.node.x",
                "apixroomsxjoin"
            })
    void otherAddressesMayNotBeSentTo(String address) {
        assertThat(judge(ClientFrame.Type.SEND, address, new JsonObject(), ANN)).contains(FrameFault.NOT_EXPOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.room.",
                "out.room.-a",
                "out.room.a.b",
                "outXroom.lobby",
                "out.user.ann",
                "out.room.*",
                "out.*",
                "xout.room.a",
                "echo",
                "evt.persistence.appended",
                "evt.presence.changed",
                "__vertx.reply.1"
            })
    void otherAddressesMayNotBeHeard(String address) {
        assertThat(judge(ClientFrame.Type.REGISTER, address, null, ANN)).contains(FrameFault.NOT_EXPOSED);
    }

    @Test
    void roomsAndOperatorFeedsMayBeHeard() {
        assertThat(judge(ClientFrame.Type.REGISTER, "out.room.lobby", null, ANN))
                .isEmpty();
        assertThat(judge(ClientFrame.Type.UNREGISTER, "news", null, ANN)).isEmpty();
    }

    @Test
    void publishIsRefusedEverywhere() {
        for (String address : new String[] {"api.messages.send", "out.room.lobby", "echo", "news", "x"}) {
            assertThat(judge(ClientFrame.Type.PUBLISH, address, new JsonObject(), ANN))
                    .contains(FrameFault.PUBLISH);
        }
    }

    @Test
    void withoutLoginOnlyLoginAndPingPass() {
        assertThat(judge(ClientFrame.Type.PING, null, null, null)).isEmpty();
        assertThat(judge(ClientFrame.Type.SEND, "api.session.login", new JsonObject(), null))
                .isEmpty();
        for (ClientFrame.Type type : new ClientFrame.Type[] {
            ClientFrame.Type.SEND, ClientFrame.Type.PUBLISH, ClientFrame.Type.REGISTER, ClientFrame.Type.UNREGISTER
        }) {
            assertThat(judge(type, "out.room.lobby", null, null)).contains(FrameFault.NOT_LOGGED_IN);
        }
        assertThat(judge(ClientFrame.Type.SEND, "api.session.refresh", new JsonObject(), null))
                .contains(FrameFault.NOT_LOGGED_IN);
    }

    @Test
    void matchWantsTheFieldsToBeThere() {
        assertThat(quote(new JsonObject().put("kind", "public").put("x", 1))).isEmpty();
        assertThat(quote(new JsonObject().put("kind", "private"))).contains(FrameFault.NOT_EXPOSED);
        assertThat(quote(new JsonObject())).contains(FrameFault.NOT_EXPOSED);
        assertThat(quote(null)).contains(FrameFault.NOT_EXPOSED);
        assertThat(quote("public")).contains(FrameFault.NOT_EXPOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.rooms.join", "svc.x", "evt.x", "out.room.x", "__vertx.reply.1", " ", ""})
    void operatorsCannotExposeOurAddresses(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Permit(address, null));
    }

    @Test
    void anAddressIsInOneDirectionOnly() {
        List<Permit> both = List.of(new Permit("quotes", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bridge(both, both))
                .withMessageStartingWith("bridge.outbound: quotes");
    }

    private Optional<FrameFault> quote(Object body) {
        return judge(ClientFrame.Type.SEND, "quotes", body, ANN);
    }

    private Optional<FrameFault> judge(ClientFrame.Type type, String address, Object body, Caller caller) {
        return policy.judge(new ClientFrame(type, address, "r", body, null), caller);
    }
}
