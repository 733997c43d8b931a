// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** An object that is read as a record, or as a map. */
class ParsedObjectTest {
    private static final String SEND =
            """
            {"room":"lobby","clientId":"c","text":"hi","more":{"a":[1,2.5,null,true]}}""";

    private static ParsedObject parse(String text) throws Exception {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            TokenBuffer tokens = new TokenBuffer(parser);
            parser.nextToken();
            tokens.copyCurrentStructure(parser);
            return new ParsedObject(tokens);
        }
    }

    @Test
    void recordIsReadFromTheTokensAsOftenAsOneLikes() throws Exception {
        ParsedObject parsed = parse(SEND);
        Messages.Send send = new Messages.Send(new RoomId("lobby"), new ClientId("c"), "hi");

        assertThat(Json.read(parsed, Messages.Send.class)).isEqualTo(send);
        assertThat(Json.read(parsed, Messages.Send.class)).isEqualTo(send);
        assertThat(parsed.tokens()).as("no map was made").isNotNull();
    }

    @Test
    void fieldsThatTheRecordDoesNotHaveAreKeptInTheirOrder() throws Exception {
        ParsedObject parsed = parse(SEND);
        Json.read(parsed, Messages.Send.class);

        assertThat(parsed.encode()).isEqualTo(SEND);
        assertThat(parsed.copy().encode()).isEqualTo(SEND);
        assertThat(parsed.toBuffer()).hasToString(SEND);
        assertThat(parsed).isEqualTo(new JsonObject(SEND)).hasSameHashCodeAs(parse(SEND));
    }

    @Test
    void changeIsPartOfTheRecord() throws Exception {
        ParsedObject parsed = parse(SEND);
        parsed.put("clientId", "other");

        assertThat(Json.read(parsed, Messages.Send.class).clientId()).isEqualTo(new ClientId("other"));
    }

    @Test
    void faultIsNamedAsInAnyObject() throws Exception {
        for (String text : new String[] {"{\"room\":7}", "{\"room\":\"a b\"}", "{}", "{\"room\":\"a\",\"text\":{}}"}) {
            ParsedObject parsed = parse(text);
            String expected = catchThrowable(() -> Json.read(new JsonObject(text), Messages.Send.class))
                    .getMessage();
            assertThatThrownBy(() -> Json.read(parsed, Messages.Send.class)).hasMessage(expected);
        }
    }
}
