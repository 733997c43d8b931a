// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.token.Token;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who leaves a room in which every word is meant to run in the browser of whoever reads it. */
final class Vandal {
    private static final String USER = "mallory";
    private static final String NAME = "<img src=x onerror=alert('name')>\"'&amp;";
    private static final String ROLE = "<svg onload=alert('role')>";
    private static final String ROOM = "<iframe srcdoc='<script>alert(1)</script>'> & \"room\"";
    private static final String PICTURE = "https://127.0.0.1:1/\"onerror=\"alert('picture')";

    /** What must be shown as it is, and lead nowhere. */
    private static final List<String> TEXTS = List.of(
            "<script>alert('text')</script>",
            "<img src=x onerror=\"alert('text')\">",
            "<svg/onload=alert('text')>",
            "<iframe srcdoc=\"<script>parent.alert('text')</script>\"></iframe>",
            "<a href=\"javascript:alert('text')\">click</a>",
            "&lt;script&gt;alert('text')&lt;/script&gt;",
            "javascript:alert(1) JaVaScRiPt:alert(1) java\tscript:alert(1) &#106;avascript:alert(1)",
            "data:text/html,<script>alert(1)</script> vbscript:msgbox(1) file:///etc/passwd",
            "[click](javascript:alert(1)) ![x](x\"onerror=\"alert(1))",
            "https://hub.example@evil.example/ http://a:b@evil.example/ https:javascript:alert(1)",
            "\u202Egnp.exe \u2066<b>turned</b>\u2069");

    /** The one text that is a link. */
    private static final String LINK = "https://evil.example/?\"onmouseover=\"alert(1)";

    /** Makes the room, with alice in it; what the page must show of it. */
    static JsonObject wreck(Vertx vertx, String url, Path data) {
        Token token = OwnKey.tokens(data).user(USER).name(NAME).role(ROLE).claim("picture", PICTURE);
        List<String> texts = new ArrayList<>(TEXTS);
        texts.add(LINK);
        RoomId room;
        try (BridgeClient mallory = BridgeClient.connect(vertx, ClientOptions.raw(url))) {
            mallory.login(token.sign());
            room = mallory.call(Rooms.CREATE, new Rooms.Create(ROOM, List.of(new UserId("alice")), null, null))
                    .room();
        }
        try (BridgeClient mallory = BridgeClient.connect(vertx, ClientOptions.raw(url))) {
            mallory.login(token.server().sign()); // to send more than a user may
            for (int i = 0; i < texts.size(); i++) {
                mallory.call(Messages.SEND, new Messages.Send(room, new ClientId("v" + i), texts.get(i)));
            }
        }
        return new JsonObject()
                .put("user", USER)
                .put("name", NAME)
                .put("role", ROLE)
                .put("room", ROOM)
                .put("texts", new JsonArray(texts))
                .put("link", "https://evil.example/");
    }

    private Vandal() {}
}
