// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which database is used, and what of a connection string is shown. */
final class MongoConnectionTest {
    @ParameterizedTest
    @CsvSource({
        "mongodb://db.example, , hubbub",
        "mongodb://db.example/, , hubbub",
        "mongodb://db.example?w=1, , hubbub",
        "mongodb://db.example/?w=1, , hubbub",
        "mongodb://db.example, chat, chat",
        "mongodb://db.example/chat, , chat",
        "mongodb://db.example/chat?w=1, , chat",
        "mongodb://db.example/chat?w=1, chat, chat",
        "mongodb://db.example/ch%61t, chat, chat",
        "mongodb://ann:a%2Fb@db.example:27017/chat, , chat",
        "mongodb+srv://ann:pw@db.example/Chat_2-b?authSource=admin, , Chat_2-b",
        "'mongodb://a.example,b.example:27018/chat?replicaSet=r', , chat",
    })
    void databaseIsTheOneThatTheConnectionStringNames(String connectionString, String setting, String name) {
        assertThat(config(connectionString, setting).databaseName()).isEqualTo(name);
    }

    @Test
    void embeddedStoreHasADatabaseTooForWhatOlderVersionsWrote() {
        assertThat(config(null, null).databaseName()).isEqualTo("hubbub");
        assertThat(config(null, "chat").databaseName()).isEqualTo("chat");
    }

    @ParameterizedTest
    @CsvSource({
        "chat, other, other",
        "chat, Chat, Chat",
        "hubbub, other, other",
        "chat, admin, admin",
        "chat, a.b, differently"
    })
    void twoNamesThatDifferAreRefused(String setting, String named, String shown) {
        assertThatThrownBy(() -> config("mongodb://ann:secret@db.example/" + named, setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("persistence.database: " + setting
                        + ", and persistence.connectionString names the database "
                        + shown + " (expected: the same, or one of them only; the database of the user is the option"
                        + " authSource)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "local", "config", "Admin"})
    void databasesOfTheServerItselfAreRefused(String name) {
        String problem = ": the database " + name + ", which belongs to the server (expected: one of your own";
        assertThatThrownBy(() -> config("mongodb://db.example/" + name, null))
                .hasMessageStartingWith("persistence.connectionString" + problem);
        assertThatThrownBy(() -> config(null, name)).hasMessageStartingWith("persistence.database" + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a b", "a/b", "$a", "%2e", "%00", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void nameThatNoDatabaseMayHaveIsRefused(String name) {
        assertThatThrownBy(() -> config("mongodb://db.example/" + name, null))
                .hasMessage("persistence.connectionString: the name of the database (expected: 1 to 38 letters, digits,"
                        + " underscores or hyphens)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://ann:s3/cret@db.example/chat",
                "mongodb://ann:s3?cret@db.example/chat",
                "mongodb://ann:s3%cret@db.example/chat",
                "mongodb://ann:s3cret%4@db.example/chat",
                "mongodb://",
                "mongodb:///chat",
                "http://ann:s3cret@db.example",
                "s3cret",
            })
    void malformedStringIsRefusedAndNotRepeated(String connectionString) {
        assertThatThrownBy(() -> config(connectionString, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("persistence.connectionString: ")
                .message()
                .doesNotContain("s3", "cret", "ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "mongodb://db.example/chat mongodb://db.example/chat",
                "mongodb://ann:pw@db.example mongodb://***@db.example",
                "mongodb://ann:p@w@db.example/chat?w=1 mongodb://***@db.example/chat?w=1",
                "mongodb://ann:p/w@db.example/chat mongodb://***",
                "mongodb://ann:p?w@db.example/chat mongodb://***",
                "mongodb://ann:p?w=1@db.example/chat mongodb://***",
                "mongodb://ann:p#w@db.example/chat mongodb://***@db.example/chat",
                "mongodb://ann:pw@db.example/?tlsCertificateKeyFilePassword=pw"
                        + " mongodb://***@db.example/?tlsCertificateKeyFilePassword=***",
                "mongodb://db.example/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:pw"
                        + " mongodb://db.example/?authMechanism=MONGODB-AWS&authMechanismProperties=***",
                "mongodb://db.example/?authMechanismProperties=AWS_SESSION_TOKEN:p@w mongodb://***",
                "mongodb://db.example/?proxyUsername=ann&PROXYPASSWORD=pw;W=1"
                        + " mongodb://db.example/?proxyUsername=***&PROXYPASSWORD=***&W=1",
                "mongodb+srv://ann:pw@db.example/?pw mongodb+srv://***@db.example/?***",
                "postgres://ann:pw@db.example postgres://***",
            })
    void secretsAreMasked(String connectionString, String shown) {
        assertThat(PersistenceConfig.mask(connectionString)).isEqualTo(shown).doesNotContain("pw", "ann");
    }

    private static PersistenceConfig config(String connectionString, String database) {
        return new PersistenceConfig(connectionString, database, 0, 0, 0);
    }
}
