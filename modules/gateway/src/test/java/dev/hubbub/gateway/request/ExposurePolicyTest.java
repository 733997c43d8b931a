// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.config.GatewayConfig.Bridge;
import dev.hubbub.gateway.config.GatewayConfig.Permit;
import dev.hubbub.gateway.dialect.Fault;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExposurePolicyTest {
    private static final Caller ANN = Caller.of("ann");
    private static final Bridge OPERATOR = new Bridge(
            List.of(new Permit("quotes", Map.of("kind", "public")), new Permit("echo", null)),
            List.of(new Permit("news", null)));

    private final ExposurePolicy policy = new ExposurePolicy(OPERATOR);

    private static final List<String> EXPOSED = List.of(
            "api.session.login",
            "api.session.refresh",
            "api.session.resume",
            "api.rooms.create",
            "api.rooms.join",
            "api.rooms.leave",
            "api.rooms.add",
            "api.rooms.kick",
            "api.rooms.update",
            "api.rooms.end",
            "api.rooms.role",
            "api.rooms.ban",
            "api.rooms.unban",
            "api.rooms.bans",
            "api.rooms.mute",
            "api.rooms.allow",
            "api.moderation.held",
            "api.moderation.release",
            "api.moderation.drop",
            "api.rooms.may",
            "api.rooms.explain",
            "api.rooms.members",
            "api.rooms.list",
            "api.invites.create",
            "api.invites.accept",
            "api.invites.revoke",
            "api.invites.list",
            "api.rooms.read",
            "api.rooms.reads",
            "api.rooms.mark",
            "api.messages.send",
            "api.messages.history",
            "api.messages.edit",
            "api.messages.delete",
            "api.messages.react",
            "api.messages.pin",
            "api.messages.around",
            "api.messages.thread",
            "api.messages.pins",
            "api.messages.reactions",
            "api.messages.edits",
            "api.messages.search",
            "api.presence.list",
            "api.presence.typing",
            "api.rooms.signal",
            "api.rooms.signals",
            "api.server.emit",
            "api.presence.status",
            "api.server.online",
            "api.server.sockets",
            "api.server.replay",
            "api.users.logout",
            "api.users.disable",
            "api.users.enable",
            "api.users.update",
            "api.users.privacy",
            "api.users.block",
            "api.users.unblock",
            "api.users.blocks",
            "quotes",
            "echo");

    @Test
    void exposedIsTheCatalogueAndWhatTheOperatorLists() {
        assertThat(ExposurePolicy.inbound(OPERATOR).stream().map(PermittedOptions::getAddress))
                .containsExactlyElementsOf(EXPOSED);
        assertThat(ExposurePolicy.outbound(OPERATOR)).hasSize(2);
        assertThat(ExposurePolicy.outbound(OPERATOR).get(1).getAddress()).isEqualTo("news");
    }

    @Test
    void everyRequestOfTheCatalogueMayBeSentAndNoneHeard() {
        for (Rpc<?, ?> rpc : Catalogue.API) {
            assertThat(judge(true, rpc.address(), new JsonObject(), ANN)).isEmpty();
            assertThat(judge(false, rpc.address(), null, ANN)).contains(Fault.NOT_EXPOSED);
        }
    }

    @Test
    void insideAddressesAreOutOfReach() {
        for (Rpc<?, ?> rpc : Catalogue.INSIDE) {
            for (String address : new String[] {rpc.address(), rpc.address() + ".7"}) {
                assertThat(judge(true, address, new JsonObject(), ANN)).contains(Fault.NOT_EXPOSED);
                assertThat(judge(false, address, null, ANN)).contains(Fault.NOT_EXPOSED);
            }
        }
    }

    @Test
    void hooksOfTheHostAppAreOutOfReach() {
        for (Rpc<?, ?> rpc : Catalogue.HOOKS) {
            assertThat(judge(true, rpc.address(), new JsonObject(), ANN)).contains(Fault.NOT_EXPOSED);
            assertThat(judge(false, rpc.address(), null, ANN)).contains(Fault.NOT_EXPOSED);
            assertThatIllegalArgumentException().isThrownBy(() -> new Permit(rpc.address(), null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__vertx.reply.1",
                "__vertx.reply.40f8f3f4",
                "_vertx.sockjssessions",
                "evt.persistence.appended",
                "evt.persistence.stored",
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
        assertThat(judge(true, address, new JsonObject(), ANN)).contains(Fault.NOT_EXPOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.room.",
                "out.room.-a",
                "out.room.:a",
                "out.room.a.b",
                "outXroom.lobby",
                "out.user.ann",
                "out.user.",
                "out.user?",
                "out.users",
                "out.room.*",
                "out.*",
                "xout.room.a",
                "echo",
                "evt.persistence.appended",
                "evt.persistence.stored",
                "evt.presence.changed",
                "evt.hints.rooms",
                "evt.hints.users",
                "evt.users.blocked",
                "__vertx.reply.1"
            })
    void otherAddressesMayNotBeHeard(String address) {
        assertThat(judge(false, address, null, ANN)).contains(Fault.NOT_EXPOSED);
    }

    @Test
    void roomsAndOperatorFeedsMayBeHeard() {
        assertThat(judge(false, "out.room.lobby", null, ANN)).isEmpty();
        assertThat(judge(false, "out.room.chat:42", null, ANN)).isEmpty();
        assertThat(judge(false, "out.user", null, ANN)).as("the own feed").isEmpty();
        assertThat(judge(false, "news", null, ANN)).isEmpty();
    }

    @Test
    void withoutLoginOnlyLoginPasses() {
        assertThat(judge(true, "api.session.login", new JsonObject(), null)).isEmpty();
        assertThat(judge(true, "api.session.refresh", new JsonObject(), null)).contains(Fault.NOT_LOGGED_IN);
        assertThat(judge(true, "out.room.lobby", null, null)).contains(Fault.NOT_LOGGED_IN);
        assertThat(judge(false, "out.room.lobby", null, null)).contains(Fault.NOT_LOGGED_IN);
    }

    @Test
    void matchWantsTheFieldsToBeThere() {
        assertThat(quote(new JsonObject().put("kind", "public").put("x", 1))).isEmpty();
        assertThat(quote(new JsonObject().put("kind", "private"))).contains(Fault.NOT_EXPOSED);
        assertThat(quote(new JsonObject())).contains(Fault.NOT_EXPOSED);
        assertThat(quote(null)).contains(Fault.NOT_EXPOSED);
        assertThat(quote("public")).contains(Fault.NOT_EXPOSED);
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

    private Optional<Fault> quote(Object body) {
        return judge(true, "quotes", body, ANN);
    }

    private Optional<Fault> judge(boolean request, String address, Object body, Caller caller) {
        return request ? policy.judgeRequest(address, body, caller) : policy.judgeFeed(address, caller);
    }
}
